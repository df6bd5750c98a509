import { deflateRawSync, inflateRawSync } from "node:zlib";
import { createNativeSha256 } from "../platform/native-sha256.ts";

export type Column = Float64Array | Int32Array;

/** A column as one row of a table keeps it. */
export interface ColumnBlob {
  readonly type: "f64" | "i32";
  /** Values, not bytes. */
  readonly length: number;
  readonly encoding: "raw" | "deflate";
  /** Of the column's label and its little-endian bytes before packing. */
  readonly sha256: string;
  readonly bytes: Uint8Array;
}

const WIDTH = { f64: 8, i32: 4 } as const;
/** A column of more rows than this is a damaged length. */
const LONGEST = 0x1000_0000;
const HOST_IS_LITTLE_ENDIAN = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/**
 * Packs a column's little-endian bytes, bit by bit as they are (any NaN, −0); deflated when that is smaller. `label`
 * says which column it is: only under the same one does it come back, so that a damaged index can't swap two columns.
 */
export function encodeColumn(column: Column, label: string): ColumnBlob {
  const type = column instanceof Float64Array ? "f64" : "i32";
  const raw = littleEndian(new Uint8Array(column.buffer, column.byteOffset, column.byteLength), WIDTH[type]);
  // Level 1: market data packs to about 60 % at any level, the higher ones only take longer.
  const packed = deflateRawSync(raw, { level: 1 });
  const isSmaller = packed.length < raw.length;
  const encoding = isSmaller ? "deflate" : "raw";
  return { type, length: column.length, encoding, sha256: digestOf(label, raw), bytes: isSmaller ? packed : raw };
}

/**
 * The column that was packed.
 *
 * @throws {Error} with the problem as its message ("its checksum differs") when the blob can't be what was saved
 */
export function decodeColumn(blob: { readonly [K in keyof ColumnBlob]: unknown }, label: string): Column {
  const { type, length, encoding, sha256, bytes } = blob;
  if (type !== "f64" && type !== "i32") throw new Error(`its type is "${String(type)}"`);
  if (!isLength(length)) throw new Error(`its length is ${String(length)}`);
  if (!(bytes instanceof Uint8Array)) throw new Error("it has no bytes");
  const size = length * WIDTH[type];
  const raw = unpack(bytes, encoding, size);
  if (raw.length !== size) throw new Error(`it has ${raw.length} bytes instead of ${size}`);
  if (digestOf(label, raw) !== sha256) throw new Error("its checksum differs");
  const buffer = new ArrayBuffer(size);
  new Uint8Array(buffer).set(littleEndian(raw, WIDTH[type]));
  return type === "f64" ? new Float64Array(buffer) : new Int32Array(buffer);
}

function isLength(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= LONGEST;
}

function unpack(bytes: Uint8Array, encoding: unknown, size: number): Uint8Array {
  if (encoding === "raw") return bytes;
  if (encoding !== "deflate") throw new Error(`its encoding is "${String(encoding)}"`);
  try {
    // The limit keeps a damaged or forged blob from filling the memory.
    return inflateRawSync(bytes, { maxOutputLength: Math.max(1, size) });
  } catch (error) {
    throw new Error("it can't be unpacked", { cause: error });
  }
}

/** From the host's byte order to little-endian, or back. */
function littleEndian(bytes: Uint8Array, width: 4 | 8): Uint8Array {
  if (HOST_IS_LITTLE_ENDIAN) return bytes;
  const copy = Buffer.from(bytes);
  return width === 8 ? copy.swap64() : copy.swap32();
}

function digestOf(label: string, bytes: Uint8Array): string {
  const hasher = createNativeSha256();
  hasher.update(Buffer.from(`${label}\n`, "utf8"));
  hasher.update(bytes);
  return hasher.digest();
}
