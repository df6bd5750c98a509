import { closeSync, openSync, readSync } from "node:fs";
import { BacksightError } from "../../core/errors.ts";
import type { DataKey } from "../../platform/sealed/data-key.ts";
import { openBytes, sealBytes } from "../../platform/sealed/sealed-bytes.ts";
import { type FileSeal, isSealed, SEALED_HEADER_BYTES, sealOf } from "../../platform/sealed/sealed-format.ts";

/** What is to be written of a file: with a key sealed, else as it is. */
export function sealedFor(key: DataKey | null, content: Uint8Array): Uint8Array {
  return key === null ? content : sealBytes(key, content);
}

/**
 * The content of a file of the cache: of a sealed one opened, else as it is.
 *
 * @param path for messages
 * @throws {BacksightError} BACKSIGHT_CACHE_SEALED without the key it was sealed with, BACKSIGHT_CACHE_DAMAGED
 */
export function unsealed(key: DataKey | null, path: string, bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  if (!isSealed(bytes)) return bytes;
  const content = openBytes(sealFor(key, path, bytes), bytes);
  if (content !== null) return content;
  throw new BacksightError("BACKSIGHT_CACHE_DAMAGED", { path, reason: "it isn't what was encrypted" });
}

/** The seal of a file that begins so. @throws {BacksightError} BACKSIGHT_CACHE_SEALED */
export function sealFor(key: DataKey | null, path: string, start: Uint8Array): FileSeal {
  const seal = key === null ? null : sealOf(start, key);
  if (seal !== null) return seal;
  const reason = key === null ? "no key is at hand" : "the key at hand is another one";
  throw new BacksightError("BACKSIGHT_CACHE_SEALED", { path, reason });
}

/** Whether a file is sealed; false for one that can't be read. */
export function isSealedFile(path: string): boolean {
  const start = Buffer.alloc(SEALED_HEADER_BYTES);
  try {
    const file = openSync(path, "r");
    try {
      return readSync(file, start) === start.length && isSealed(start);
    } finally {
      closeSync(file);
    }
  } catch {
    return false;
  }
}
