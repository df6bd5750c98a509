import { type FileHandle, open } from "node:fs/promises";
import { BacksightError } from "../../core/errors.ts";
import type { ByteSource } from "../../data/byte-source.ts";
import { throwReadError } from "./read-failure.ts";

/** A file whose bytes can be read in any order. */
export interface FileBytes extends ByteSource {
  close(): Promise<void>;
}

/**
 * Opens a file for reading in any order.
 *
 * @throws {BacksightError} BACKSIGHT_FILE_NOT_FOUND, BACKSIGHT_FILE_READ for folders, pipes, missing rights and broken
 * disks; `slice` throws the latter, too
 */
export async function openFileBytes(path: string): Promise<FileBytes> {
  const file = await open(path).catch((error: unknown) => throwReadError(path, error));
  try {
    const stats = await file.stat();
    if (!stats.isFile()) {
      const reason = stats.isDirectory() ? "it is a folder" : "it can't be read in any order";
      throw new BacksightError("BACKSIGHT_FILE_READ", { path, reason });
    }
    return {
      byteLength: stats.size,
      slice: (start, end) => read(file, path, start, end),
      close: () => file.close(),
    };
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function read(file: FileHandle, path: string, start: number, end: number): Promise<ArrayBuffer> {
  const bytes = new Uint8Array(end - start);
  for (let at = 0; at < bytes.length; ) {
    const { bytesRead } = await file
      .read(bytes, at, bytes.length - at, start + at)
      .catch((error: unknown) => throwReadError(path, error));
    if (bytesRead === 0) return bytes.buffer.slice(0, at);
    at += bytesRead;
  }
  return bytes.buffer;
}
