import { randomUUID } from "node:crypto";
import nodeFs from "node:fs";
import { dirname, join } from "node:path";
import { BacksightError } from "../core/errors.ts";
import { systemErrorCode, writeFailureReason } from "./write-failure.ts";

/** The system calls of an atomic write: a seam, so that a test can let each of them fail. */
export type AtomicFileSystem = Pick<
  typeof nodeFs,
  | "statSync"
  | "realpathSync"
  | "openSync"
  | "writeSync"
  | "fchmodSync"
  | "fsyncSync"
  | "closeSync"
  | "renameSync"
  | "unlinkSync"
>;

/**
 * Puts `content` (a text as UTF-8) at `path`, all of it or nothing: a new file beside it is written and brought to
 * disk, then takes the name. Readers, a crash and a power cut see the old file or the new one, never a mixture. A
 * replaced file keeps its rights; a symbolic link stays and its target is replaced.
 *
 * @throws {BacksightError} BACKSIGHT_FILE_WRITE; the old file is as it was and nothing is left beside it
 */
export function writeFileAtomically(path: string, content: string | Uint8Array, fs: AtomicFileSystem = nodeFs): void {
  const bytes = typeof content === "string" ? Buffer.from(content, "utf8") : content;
  let target: string;
  try {
    const old = statOfReplaceable(path, fs);
    target = old === undefined ? path : fs.realpathSync(path);
    const temporary = join(dirname(target), `.backsight-${randomUUID()}.tmp`);
    const descriptor = fs.openSync(temporary, "wx", 0o666);
    try {
      fill(descriptor, bytes, old?.mode, fs);
      fs.renameSync(temporary, target);
    } catch (error) {
      quietly(() => fs.unlinkSync(temporary));
      throw error;
    }
  } catch (error) {
    throw failure(path, `${writeFailureReason(error)}; nothing was changed`, error);
  }
  try {
    syncFolder(dirname(target), fs);
  } catch (error) {
    throw failure(
      path,
      `the new content is in place, but the disk did not confirm it: ${writeFailureReason(error)}`,
      error,
    );
  }
}

/** What stands at `path`, when replacing it is right. A device or a pipe is not: a rename would destroy it. */
function statOfReplaceable(path: string, fs: AtomicFileSystem): nodeFs.Stats | undefined {
  const old = fs.statSync(path, { throwIfNoEntry: false });
  if (old === undefined) return undefined;
  if (old.isDirectory()) throw new Error("it is a folder");
  if (!old.isFile()) throw new Error("it isn't a regular file");
  // A rename asks for rights on the folder only: a write-protected file would be replaced all the same.
  fs.closeSync(fs.openSync(path, "r+"));
  return old;
}

/** Writes all bytes, brings them to disk and closes, also when it fails. */
function fill(descriptor: number, bytes: Uint8Array, mode: number | undefined, fs: AtomicFileSystem): void {
  try {
    for (let at = 0; at < bytes.length; ) at += fs.writeSync(descriptor, bytes, at);
    if (mode !== undefined) fs.fchmodSync(descriptor, mode & 0o7777);
    fs.fsyncSync(descriptor);
  } catch (error) {
    quietly(() => fs.closeSync(descriptor));
    throw error;
  }
  fs.closeSync(descriptor);
}

/** Codes that mean: this system, or this user's rights on the folder, offers no way to sync a folder. */
const CANNOT_SYNC = new Set(["EACCES", "EPERM", "EISDIR", "EINVAL", "ENOTSUP", "EOPNOTSUPP", "EBADF"]);

function syncFolder(folder: string, fs: AtomicFileSystem): void {
  try {
    const descriptor = fs.openSync(folder, "r");
    try {
      fs.fsyncSync(descriptor);
    } finally {
      fs.closeSync(descriptor);
    }
  } catch (error) {
    if (!CANNOT_SYNC.has(systemErrorCode(error) ?? "")) throw error;
  }
}

function failure(path: string, reason: string, cause: unknown): BacksightError<"BACKSIGHT_FILE_WRITE"> {
  return new BacksightError("BACKSIGHT_FILE_WRITE", { path, reason }, { cause });
}

/** For cleaning up after a failure, which is the one to tell about. */
function quietly(work: () => void): void {
  try {
    work();
  } catch {}
}
