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

/** A file that is written piece by piece and appears as a whole, or not at all. */
export interface AtomicFile {
  /** Adds bytes at the end. @throws {BacksightError} BACKSIGHT_FILE_WRITE; call `abandon` then */
  write(bytes: Uint8Array): void;
  /** Brings the bytes to disk and gives them the name. @throws {BacksightError} BACKSIGHT_FILE_WRITE */
  commit(): void;
  /** Leaves everything as it was; does nothing after `commit`. */
  abandon(): void;
}

/**
 * Puts `content` (a text as UTF-8) at `path`, all of it or nothing: a new file beside it is written and brought to
 * disk, then takes the name. Readers, a crash and a power cut see the old file or the new one, never a mixture. A
 * replaced file keeps its rights; a symbolic link stays and its target is replaced.
 *
 * @throws {BacksightError} BACKSIGHT_FILE_WRITE; the old file is as it was and nothing is left beside it
 */
export function writeFileAtomically(path: string, content: string | Uint8Array, fs: AtomicFileSystem = nodeFs): void {
  const file = openAtomicFile(path, fs);
  try {
    file.write(typeof content === "string" ? Buffer.from(content, "utf8") : content);
    file.commit();
  } finally {
    file.abandon();
  }
}

/**
 * Begins a file that `writeFileAtomically` would write at once. What was begun and neither committed nor abandoned goes
 * when the process exits.
 *
 * @throws {BacksightError} BACKSIGHT_FILE_WRITE
 */
export function openAtomicFile(path: string, fs: AtomicFileSystem = nodeFs): AtomicFile {
  const { target, temporary, descriptor, mode } = unchanged(path, () => begin(path, fs));
  const remove = () => quietly(() => fs.unlinkSync(temporary));
  let isOpen = true;
  let isPending = true;
  goesOnExit(remove);
  const close = () => {
    isOpen = false;
    fs.closeSync(descriptor);
  };
  return {
    write(bytes) {
      unchanged(path, () => {
        for (let at = 0; at < bytes.length; ) at += fs.writeSync(descriptor, bytes, at);
      });
    },
    commit() {
      unchanged(path, () => {
        if (mode !== undefined) fs.fchmodSync(descriptor, mode & 0o7777);
        fs.fsyncSync(descriptor);
        close();
        fs.renameSync(temporary, target);
      });
      isPending = false;
      removeOnExit.delete(remove);
      confirm(path, target, fs);
    },
    abandon() {
      if (!isPending) return;
      isPending = false;
      removeOnExit.delete(remove);
      if (isOpen) quietly(close);
      remove();
    },
  };
}

/** What removes the files that were begun; one listener for all of them. */
const removeOnExit = new Set<() => void>();
let isListening = false;

function goesOnExit(remove: () => void): void {
  removeOnExit.add(remove);
  if (isListening) return;
  isListening = true;
  process.on("exit", () => {
    for (const one of removeOnExit) one();
  });
}

function begin(path: string, fs: AtomicFileSystem) {
  const old = statOfReplaceable(path, fs);
  const target = old === undefined ? path : fs.realpathSync(path);
  const temporary = join(dirname(target), `.backsight-${randomUUID()}.tmp`);
  return { target, temporary, descriptor: fs.openSync(temporary, "wx", 0o666), mode: old?.mode };
}

/** Runs what comes before the new name: when it fails, the old file is as it was. */
function unchanged<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw failure(path, `${writeFailureReason(error)}; nothing was changed`, error);
  }
}

function confirm(path: string, target: string, fs: AtomicFileSystem): void {
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

/** Codes that mean: this system, or this user's rights on the folder, offers no way to sync a folder. */
const CANNOT_SYNC = new Set(["EACCES", "EPERM", "EISDIR", "EINVAL", "ENOTSUP", "EOPNOTSUPP", "EBADF"]);

/** Brings the names in a folder to disk, where the system offers a way. */
export function syncFolder(folder: string, fs: AtomicFileSystem = nodeFs): void {
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
