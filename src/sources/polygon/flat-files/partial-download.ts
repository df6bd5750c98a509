import { createHash, randomUUID } from "node:crypto";
import { readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { hostname } from "node:os";
import { basename, dirname, join } from "node:path";
import { BacksightError } from "../../../core/errors.ts";
import { syncFolder } from "../../../platform/atomic-file.ts";
import { writeFailureReason } from "../../../platform/write-failure.ts";
import type { StoredObjectInfo } from "./object-store.ts";
import type { ByteRange } from "./read-part.ts";

/** A file that grows in parts beside its later place, and outlives the process that began it. */
export interface PartialDownload {
  /** Parts that an earlier attempt brought and that are still what they were; ascending. */
  readonly done: readonly ByteRange[];
  /** Puts bytes in their place and notes them. @throws {BacksightError} BACKSIGHT_FILE_WRITE */
  put(start: number, bytes: Uint8Array): Promise<void>;
  /** The bytes so far, in order. */
  read(): AsyncGenerator<Uint8Array, void, undefined>;
  /** Brings the file to disk and gives it its name. @throws {BacksightError} BACKSIGHT_FILE_WRITE */
  commit(): Promise<void>;
  /** Leaves what is there for the next attempt. */
  release(): Promise<void>;
  /** Leaves nothing. */
  discard(): Promise<void>;
}

const CHUNK_BYTES = 1 << 20;

/**
 * Opens the partial file of an object that is to stand at `path`, or begins one. Beside the bytes stands a journal: one
 * line for each part with its SHA-256, so that what a crash or a power cut left is believed only where it is still true.
 * A partial file belongs to one process at a time: the journal's name holds the owner, and whoever renames the journal
 * of a dead one has it. Two processes with the same wish make two files; the later one takes the name.
 *
 * @throws {BacksightError} BACKSIGHT_FILE_WRITE
 */
export async function openPartialDownload(path: string, object: StoredObjectInfo): Promise<PartialDownload> {
  const worded = <T>(work: () => Promise<T>): Promise<T> =>
    work().catch((error: unknown) => {
      throw new BacksightError("BACKSIGHT_FILE_WRITE", { path, reason: writeFailureReason(error) }, { cause: error });
    });
  return worded(async () => {
    const place = placeOf(path, object);
    const claimed = claim(place);
    const id = claimed ?? randomUUID();
    const dataPath = join(place.folder, `${place.stem}.${id}.part`);
    const journalPath = join(place.folder, journalName(place.stem, id, OWNER));
    const data = await open(dataPath, claimed === undefined ? "wx+" : "r+");
    const done = claimed === undefined ? [] : await trueParts(data, readFileSync(journalPath, "utf8"));
    const journal = await open(journalPath, "a");
    let isOpen = true;
    const close = async () => {
      if (!isOpen) return;
      isOpen = false;
      await journal.close();
      await data.close();
    };
    return {
      done,
      put: (start, bytes) =>
        worded(async () => {
          for (let at = 0; at < bytes.length; ) {
            at += (await data.write(bytes, at, bytes.length - at, start + at)).bytesWritten;
          }
          await journal.write(`${JSON.stringify({ start, end: start + bytes.length, sha256: sha256(bytes) })}\n`);
        }),
      read: () => chunksOf(data),
      commit: () =>
        worded(async () => {
          await data.sync();
          await close();
          renameSync(dataPath, path);
          rmSync(journalPath, { force: true });
          syncFolder(place.folder);
        }),
      async release() {
        await close();
        renameSync(journalPath, join(place.folder, journalName(place.stem, id, FREE)));
      },
      async discard() {
        await close();
        rmSync(dataPath, { force: true });
        rmSync(journalPath, { force: true });
      },
    };
  });
}

interface Place {
  readonly folder: string;
  /** The same for all attempts at this version of this object under this name, and for no others. */
  readonly stem: string;
}

function placeOf(path: string, { key, etag, byteLength }: StoredObjectInfo): Place {
  const version = sha256(Buffer.from(JSON.stringify([basename(path), key, etag, byteLength]))).slice(0, 16);
  return { folder: dirname(path), stem: `.backsight-${version}` };
}

const FREE = "free";
const HOST = createHash("sha256").update(hostname()).digest("hex").slice(0, 8);
const OWNER = `${HOST}-${process.pid}`;

function journalName(stem: string, id: string, owner: string): string {
  return `${stem}.${id}.${owner}.journal`;
}

/** The id of a partial file that nobody works on any more, now this process's own; undefined where there is none. */
function claim({ folder, stem }: Place): string | undefined {
  for (const name of readdirSync(folder)) {
    if (!name.startsWith(`${stem}.`) || !name.endsWith(".journal")) continue;
    const [id = "", owner = ""] = name.slice(stem.length + 1).split(".");
    if (!isOwnerless(owner)) continue;
    try {
      renameSync(join(folder, name), join(folder, journalName(stem, id, OWNER)));
      return id;
    } catch {
      // Another process was quicker.
    }
  }
  return undefined;
}

/** True when the owner let go, or was a process of this machine that is gone. */
function isOwnerless(owner: string): boolean {
  if (owner === FREE) return true;
  const [host, pid] = owner.split("-");
  if (host !== HOST) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "ESRCH";
  }
}

/** The noted parts whose bytes are still those that were noted, ascending, none twice. */
async function trueParts(data: FileHandle, journal: string): Promise<ByteRange[]> {
  const parts: ByteRange[] = [];
  for (const line of journal.split("\n")) {
    const part = readLine(line);
    if (part === undefined) continue;
    const bytes = new Uint8Array(part.end - part.start);
    const { bytesRead } = await data.read(bytes, 0, bytes.length, part.start);
    if (bytesRead === bytes.length && sha256(bytes) === part.sha256) parts.push({ start: part.start, end: part.end });
  }
  parts.sort((a, b) => a.start - b.start);
  return parts.filter((part, i) => i === 0 || part.start >= parts[i - 1]!.end);
}

/** The longest part that anyone asks for; a damaged line mustn't cost memory. */
const LONGEST_PART = 1 << 28;

/** Undefined for a line that a crash cut short. */
function readLine(line: string): (ByteRange & { sha256: string }) | undefined {
  const match = /^\{"start":(\d{1,15}),"end":(\d{1,15}),"sha256":"([0-9a-f]{64})"\}$/.exec(line);
  if (match === null) return undefined;
  const [start, end] = [Number(match[1]), Number(match[2])];
  return end > start && end - start <= LONGEST_PART ? { start, end, sha256: match[3]! } : undefined;
}

async function* chunksOf(data: FileHandle): AsyncGenerator<Uint8Array, void, undefined> {
  const buffer = new Uint8Array(CHUNK_BYTES);
  for (let at = 0; ; ) {
    const { bytesRead } = await data.read(buffer, 0, buffer.length, at);
    if (bytesRead === 0) return;
    at += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
