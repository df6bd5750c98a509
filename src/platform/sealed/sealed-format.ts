import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import type { DataKey } from "./data-key.ts";

/*
 * A sealed file is a header and chunks. The header: "BSseal01", the key's id (8 bytes), the bytes of a chunk (uint32),
 * a random salt (32 bytes). Each chunk is encrypted with AES-256-GCM under the file's own key; its nonce is its number
 * (11 bytes) and whether it is the last one (1 byte), and the header is authenticated with it: chunks that were changed,
 * moved, left out, added or taken from another file don't open (the STREAM construction: Hoang, Reyhanitabar, Rogaway,
 * Vizár, "Online Authenticated-Encryption and its Nonce-Reuse Misuse-Resistance", 2015). All but the last are full.
 */
const MAGIC = Buffer.from("BSseal01", "latin1");
export const SEALED_HEADER_BYTES = 52;
export const TAG_BYTES = 16;
/** Of the content, in a chunk that is full. */
export const CHUNK_BYTES = 1 << 18;

const KEY_ID_AT = 8;
const CHUNK_AT = 16;
const SALT_AT = 20;

/** A sealed file's header and key. */
export interface FileSeal {
  readonly header: Buffer;
  readonly key: Buffer;
  readonly chunkBytes: number;
}

/** The seal of a new file. */
export function newSeal(key: DataKey, chunkBytes = CHUNK_BYTES): FileSeal {
  const header = Buffer.alloc(SEALED_HEADER_BYTES);
  MAGIC.copy(header);
  key.id.copy(header, KEY_ID_AT);
  header.writeUInt32LE(chunkBytes, CHUNK_AT);
  randomBytes(SEALED_HEADER_BYTES - SALT_AT).copy(header, SALT_AT);
  return { header, key: key.forFile(header.subarray(SALT_AT)), chunkBytes };
}

/** Whether a file that begins so is sealed. */
export function isSealed(start: Uint8Array): boolean {
  return start.length >= SEALED_HEADER_BYTES && MAGIC.equals(start.subarray(0, MAGIC.length));
}

/** The seal of a file that is sealed; null when that was done with another key. */
export function sealOf(start: Uint8Array, key: DataKey): FileSeal | null {
  const header = Buffer.from(start.subarray(0, SEALED_HEADER_BYTES));
  if (!key.id.equals(header.subarray(KEY_ID_AT, CHUNK_AT))) return null;
  return { header, key: key.forFile(header.subarray(SALT_AT)), chunkBytes: header.readUInt32LE(CHUNK_AT) };
}

/** How many chunks and bytes of content a sealed file of so many bytes has; null when there is no such file. */
export function sizesOf({ chunkBytes }: FileSeal, fileBytes: number): { chunks: number; content: number } | null {
  const body = fileBytes - SEALED_HEADER_BYTES;
  const chunks = Math.ceil(body / (chunkBytes + TAG_BYTES));
  const content = body - chunks * TAG_BYTES;
  // Only the last chunk of an empty file is empty.
  const least = chunks === 1 ? 0 : (chunks - 1) * chunkBytes + 1;
  return chunks < 1 || chunkBytes < 1 || content < least ? null : { chunks, content };
}

/** A chunk, sealed. */
export function sealChunk({ header, key }: FileSeal, index: number, isLast: boolean, content: Uint8Array): Buffer {
  const cipher = createCipheriv("aes-256-gcm", key, nonceOf(index, isLast), { authTagLength: TAG_BYTES });
  cipher.setAAD(header);
  return Buffer.concat([cipher.update(content), cipher.final(), cipher.getAuthTag()]);
}

/** The content of a chunk; null when a byte has changed, or it isn't the chunk of this place. */
export function openChunk(
  { header, key }: FileSeal,
  index: number,
  isLast: boolean,
  sealed: Uint8Array,
): Buffer | null {
  const end = sealed.length - TAG_BYTES;
  if (end < 0) return null;
  const decipher = createDecipheriv("aes-256-gcm", key, nonceOf(index, isLast), { authTagLength: TAG_BYTES });
  decipher.setAAD(header);
  decipher.setAuthTag(sealed.subarray(end));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(0, end)), decipher.final()]);
  } catch {
    return null;
  }
}

function nonceOf(index: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUIntBE(index, 5, 6);
  nonce[11] = isLast ? 1 : 0;
  return nonce;
}
