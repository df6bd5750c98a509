import { type FileHandle, open } from "node:fs/promises";
import { basename } from "node:path";
import { throwIfCancelled } from "../../core/cancellation.ts";
import { BacksightError } from "../../core/errors.ts";
import type { ProgressListener } from "../../core/progress.ts";
import { throwReadError } from "./read-failure.ts";

/** How reading can be watched and ended. */
export interface ReadHooks {
  readonly signal?: AbortSignal | undefined;
  /** Told the bytes read after each chunk. */
  readonly onProgress?: ProgressListener | undefined;
}

const CHUNK_BYTES = 1 << 20;

/**
 * The bytes of a file, in chunks of up to 1 MiB; each chunk is the receiver's own, or with `isLent` only until the next
 * is asked for: then one buffer serves for all.
 *
 * @throws {BacksightError} BACKSIGHT_FILE_NOT_FOUND, BACKSIGHT_FILE_READ for folders, missing rights and broken disks,
 * BACKSIGHT_CANCELLED
 */
export async function* readFileChunks(
  path: string,
  hooks: ReadHooks & { readonly isLent?: boolean } = {},
): AsyncGenerator<Uint8Array, void, undefined> {
  throwIfCancelled(hooks.signal);
  const file = await open(path).catch((error: unknown) => throwReadError(path, error));
  try {
    const total = await sizeOf(path, file);
    const task = `reading ${basename(path)}`;
    const lent = hooks.isLent === true ? new Uint8Array(CHUNK_BYTES) : undefined;
    for (let done = 0; ; ) {
      throwIfCancelled(hooks.signal);
      const size = total === undefined ? CHUNK_BYTES : Math.max(1, Math.min(CHUNK_BYTES, total - done));
      const buffer = lent ?? new Uint8Array(size);
      const { bytesRead } = await file.read(buffer).catch((error: unknown) => throwReadError(path, error));
      if (bytesRead === 0) return;
      done += bytesRead;
      hooks.onProgress?.({ task, done, ...(total !== undefined && { total }), unit: "bytes" });
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}

/** Undefined for what has no size, such as a pipe. */
async function sizeOf(path: string, file: FileHandle): Promise<number | undefined> {
  const stats = await file.stat();
  if (stats.isDirectory()) throw new BacksightError("BACKSIGHT_FILE_READ", { path, reason: "it is a folder" });
  return stats.isFile() ? stats.size : undefined;
}
