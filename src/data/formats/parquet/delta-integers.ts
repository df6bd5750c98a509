import { packBits, unpackBits } from "./packed-bits.ts";

/** What every reader expects: values of a block, and of each of its four parts. */
const BLOCK = 128;
const PARTS = 4;
const PART = BLOCK / PARTS;
/** Of the head, and of what stands before the parts of a block. */
const HEAD_ROOM = 24;
const BLOCK_ROOM = 16 + PARTS;

/** 2^52. */
const LARGEST = 4_503_599_627_370_496;
const TWO_32 = 4_294_967_296;

/**
 * Whole numbers as Parquet's DELTA_BINARY_PACKED: the differences of neighbours, each block's above its least one, in as
 * few bits as they need. Undefined where that can't be: beyond ±2^52, or with differences of a block 2^32 apart.
 *
 * Source: Apache Parquet, "Encodings", section Delta Encoding.
 */
export function packDeltas(values: Float64Array): Uint8Array<ArrayBuffer> | undefined {
  const { length } = values;
  const out = new DeltaBytes(new Uint8Array(HEAD_ROOM + Math.ceil(length / BLOCK) * (BLOCK_ROOM + BLOCK * 4)));
  out.varint(BLOCK);
  out.varint(PARTS);
  out.varint(length);
  const first = values[0] ?? 0;
  if (!(Math.abs(first) < LARGEST)) return undefined;
  out.zigzag(first);
  const deltas = new Float64Array(BLOCK);
  const above = new Uint32Array(BLOCK);
  for (let start = 1; start < length; start += BLOCK) {
    const count = Math.min(BLOCK, length - start);
    let least = Infinity;
    let most = -Infinity;
    for (let i = 0; i < count; i++) {
      const value = values[start + i]!;
      if (!(Math.abs(value) < LARGEST)) return undefined;
      const delta = value - values[start + i - 1]!;
      deltas[i] = delta;
      if (delta < least) least = delta;
      if (delta > most) most = delta;
    }
    if (most - least >= TWO_32) return undefined;
    out.zigzag(least);
    if (most === least) {
      out.at += PARTS;
      continue;
    }
    for (let i = 0; i < count; i++) above[i] = deltas[i]! - least;
    above.fill(0, count);
    out.parts(above, count);
  }
  return out.bytes.subarray(0, out.at);
}

class DeltaBytes {
  readonly bytes: Uint8Array<ArrayBuffer>;
  at = 0;

  constructor(bytes: Uint8Array<ArrayBuffer>) {
    this.bytes = bytes;
  }

  /** The widths of a block's parts, then those parts that hold something. */
  parts(above: Uint32Array, count: number): void {
    const widths = this.at;
    this.at += PARTS;
    for (let part = 0; part * PART < count; part++) {
      let bits = 0;
      for (let i = part * PART; i < (part + 1) * PART; i++) bits |= above[i]!;
      const width = 32 - Math.clz32(bits);
      this.bytes[widths + part] = width;
      if (width > 0) packBits(above, part * PART, PART, width, this.bytes, this.at);
      this.at += (PART / 8) * width;
    }
  }

  varint(value: number): void {
    let rest = value;
    for (; rest >= 128; rest = Math.floor(rest / 128)) this.bytes[this.at++] = (rest % 128) | 128;
    this.bytes[this.at++] = rest;
  }

  zigzag(value: number): void {
    this.varint(value < 0 ? -2 * value - 1 : 2 * value);
  }
}

/**
 * The numbers that `packDeltas` packed, `count` of them, written to `out` from `row` on.
 *
 * @throws {Error} for bytes that `packDeltas` doesn't give, with the problem as its message
 */
export function unpackDeltas(bytes: Uint8Array, count: number, out: Float64Array, row: number): void {
  const reader = new DeltaReader(bytes);
  const [block, parts, total] = [reader.varint(), reader.varint(), reader.varint()];
  if (block !== BLOCK || parts !== PARTS || total !== count) {
    throw new Error(`${total} differences in blocks of ${block} where ${count} values belong`);
  }
  let value = reader.zigzag();
  if (count > 0) out[row] = value;
  const above = new Uint32Array(PART);
  for (let start = 1; start < count; start += BLOCK) {
    const least = reader.zigzag();
    const widths = reader.at;
    reader.skip(PARTS);
    for (let part = 0, at = start; part < PARTS && at < count; part++) {
      const width = bytes[widths + part]!;
      if (width > 32) throw new Error(`differences of ${width} bits`);
      const end = Math.min(count, at + PART);
      if (width === 0) {
        for (; at < end; at++) {
          value += least;
          out[row + at] = value;
        }
        continue;
      }
      const from = reader.at;
      reader.skip((PART / 8) * width);
      unpackBits(bytes, from, PART, width, above, 0);
      for (let i = 0; at < end; at++, i++) {
        value += least + above[i]!;
        out[row + at] = value;
      }
    }
  }
}

class DeltaReader {
  at = 0;
  private readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  varint(): number {
    let value = 0;
    let scale = 1;
    for (let i = 0; i < 9; i++, scale *= 128) {
      const byte = this.bytes[this.at];
      if (byte === undefined) throw new Error("the differences end too early");
      this.at++;
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
    throw new Error("a number has more than nine bytes");
  }

  zigzag(): number {
    const value = this.varint();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  skip(count: number): void {
    this.at += count;
    if (this.at > this.bytes.length) throw new Error("the differences end too early");
  }
}
