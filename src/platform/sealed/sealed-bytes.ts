import type { DataKey } from "./data-key.ts";
import {
  type FileSeal,
  newSeal,
  openChunk,
  SEALED_HEADER_BYTES,
  sealChunk,
  sizesOf,
  TAG_BYTES,
} from "./sealed-format.ts";

/** The bytes of a sealed file with this content. */
export function sealBytes(key: DataKey, content: Uint8Array, chunkBytes?: number): Buffer {
  const seal = newSeal(key, chunkBytes);
  const pieces: Buffer[] = [seal.header];
  const chunks = Math.max(1, Math.ceil(content.length / seal.chunkBytes));
  for (let k = 0; k < chunks; k++) {
    const piece = content.subarray(k * seal.chunkBytes, (k + 1) * seal.chunkBytes);
    pieces.push(sealChunk(seal, k, k === chunks - 1, piece));
  }
  return Buffer.concat(pieces);
}

/** The content of a sealed file; null when it isn't what was sealed. It begins at a multiple of eight bytes. */
export function openBytes(seal: FileSeal, file: Uint8Array): Buffer<ArrayBuffer> | null {
  const sizes = sizesOf(seal, file.length);
  return sizes === null
    ? null
    : openRange(seal, (start, end) => file.subarray(start, end), file.length, 0, sizes.content);
}

/**
 * A part of a sealed file's content; null when the file isn't what was sealed there. Of the file only the chunks are
 * read that hold some of it.
 *
 * @param read gives the file's bytes from `start` to `end`, excluded
 */
export function openRange(
  seal: FileSeal,
  read: (start: number, end: number) => Uint8Array,
  fileBytes: number,
  start: number,
  length: number,
): Buffer<ArrayBuffer> | null {
  const sizes = sizesOf(seal, fileBytes);
  if (sizes === null || start < 0 || length < 0 || start + length > sizes.content) return null;
  const content = Buffer.allocUnsafeSlow(length);
  const { chunkBytes } = seal;
  const full = chunkBytes + TAG_BYTES;
  const last = Math.max(0, Math.ceil((start + length) / chunkBytes) - 1);
  for (let k = Math.min(Math.floor(start / chunkBytes), last); k <= last; k++) {
    const at = SEALED_HEADER_BYTES + k * full;
    const opened = openChunk(seal, k, k === sizes.chunks - 1, read(at, Math.min(at + full, fileBytes)));
    if (opened === null) return null;
    const from = Math.max(0, start - k * chunkBytes);
    const part = opened.subarray(from, Math.max(from, Math.min(opened.length, start + length - k * chunkBytes)));
    part.copy(content, k * chunkBytes + from - start);
  }
  return content;
}
