import type { TickConditions } from "../../../market/trade-ticks.ts";
import type { DayColumn, DayRows } from "./day-columns.ts";
import { type PackedNumbers, packNumbers, RAW, unpackNumbers } from "./packed-numbers.ts";

/** Bytes of what is said about a column: encoding, decimals, length, base. */
const HEAD_BYTES = 16;
const ALIGNMENT = 8;

/** Rows `start` to `end`, excluded, of columns as bytes, to be packed as one. */
export function packBlock(columns: readonly DayColumn[], rows: DayRows, start: number, end: number): Uint8Array {
  const packed = columns.flatMap(({ key, kind }): PackedNumbers[] => {
    const values = rows[key];
    if (kind === "number") return [packNumbers((values as Float64Array).subarray(start, end))];
    if (kind === "codes") return packCodes(values as TickConditions, start, end);
    return [bare((values as BigInt64Array | Uint16Array | Uint8Array).subarray(start, end))];
  });
  const length = packed.reduce((sum, { bytes }) => sum + aligned(bytes.length), packed.length * HEAD_BYTES);
  const block = new Uint8Array(length);
  const view = new DataView(block.buffer);
  let at = packed.length * HEAD_BYTES;
  for (const [j, { encoding, decimals, base, bytes }] of packed.entries()) {
    const head = j * HEAD_BYTES;
    view.setUint8(head, encoding);
    view.setUint8(head + 1, decimals);
    view.setUint32(head + 4, bytes.length, true);
    view.setFloat64(head + 8, base, true);
    block.set(bytes, at);
    at += aligned(bytes.length);
  }
  return block;
}

/**
 * The columns of a block of `length` rows.
 *
 * @throws {RangeError} for bytes that are no such block
 */
export function unpackBlock(columns: readonly DayColumn[], block: Uint8Array, length: number): DayRows {
  const parts = columns.reduce((sum, { kind }) => sum + (kind === "codes" ? 2 : 1), 0);
  const view = new DataView(block.buffer, block.byteOffset, block.byteLength);
  let part = 0;
  let at = parts * HEAD_BYTES;
  const next = (): PackedNumbers => {
    const head = part++ * HEAD_BYTES;
    const size = view.getUint32(head + 4, true);
    if (at + size > block.length) throw new RangeError(`a column of ${size} bytes behind the end`);
    // A copy of its own begins where typed arrays may; Node's buffers would give a view.
    const bytes = Uint8Array.prototype.slice.call(block, at, at + size);
    at += aligned(size);
    const encoding = view.getUint8(head) as PackedNumbers["encoding"];
    return { encoding, decimals: view.getUint8(head + 1), base: view.getFloat64(head + 8, true), bytes };
  };
  const rows: Record<string, unknown> = {};
  for (const { key, kind } of columns) {
    if (kind === "number") {
      const out = new Float64Array(length);
      unpackNumbers(next(), out);
      rows[key] = out;
    } else if (kind === "codes") rows[key] = unpackCodes(next().bytes, next().bytes, length);
    else if (kind === "ns") rows[key] = new BigInt64Array(checked(next().bytes, 8 * length));
    else rows[key] = kind === "u16" ? new Uint16Array(checked(next().bytes, 2 * length)) : next().bytes;
  }
  return rows;
}

function bare(values: BigInt64Array | Uint16Array | Uint8Array): PackedNumbers {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  return { encoding: RAW, decimals: 0, base: 0, bytes };
}

/** How many codes each row has, then the codes of all. */
function packCodes({ starts, codes }: TickConditions, start: number, end: number): PackedNumbers[] {
  const counts = Uint16Array.from({ length: end - start }, (_, i) => starts[start + i + 1]! - starts[start + i]!);
  return [bare(counts), bare(codes.subarray(starts[start], starts[end]))];
}

function unpackCodes(counts: Uint8Array, codes: Uint8Array, length: number): TickConditions {
  const many = new Uint16Array(checked(counts, 2 * length));
  const starts = new Uint32Array(length + 1);
  for (let i = 0; i < length; i++) starts[i + 1] = starts[i]! + many[i]!;
  return { starts, codes: new Uint16Array(checked(codes, 2 * starts[length]!)) };
}

function checked({ buffer, length }: Uint8Array, expected: number): ArrayBuffer {
  if (length === expected) return buffer as ArrayBuffer;
  throw new RangeError(`${length} bytes where ${expected} belong`);
}

function aligned(length: number): number {
  return Math.ceil(length / ALIGNMENT) * ALIGNMENT;
}
