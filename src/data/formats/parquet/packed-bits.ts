/**
 * Whole numbers of `width` bits each (1 to 32), the lowest bit first, without gaps between them, as Parquet packs them.
 * What is left of the last byte is filled with zeros.
 *
 * Source: Apache Parquet, "Encodings", section RLE / bit-packing hybrid.
 */
export function packBits(
  values: Uint32Array,
  start: number,
  count: number,
  width: number,
  out: Uint8Array,
  at: number,
): void {
  let word = 0;
  let filled = 0;
  let to = at;
  for (let i = start; i < start + count; i++) {
    const value = values[i]!;
    word |= value << filled;
    filled += width;
    if (filled < 32) continue;
    out[to] = word;
    out[to + 1] = word >>> 8;
    out[to + 2] = word >>> 16;
    out[to + 3] = word >>> 24;
    to += 4;
    filled -= 32;
    word = filled === 0 ? 0 : value >>> (width - filled);
  }
  for (; filled > 0; filled -= 8) {
    out[to++] = word;
    word >>>= 8;
  }
}

/** The reverse of `packBits`, with zeros for bytes behind the end. */
export function unpackBits(
  bytes: Uint8Array,
  at: number,
  count: number,
  width: number,
  out: Uint32Array,
  start: number,
): void {
  const mask = width === 32 ? -1 : (1 << width) - 1;
  const inFour = bytes.length - 8;
  let bit = 0;
  for (let i = start; i < start + count; i++) {
    const from = at + (bit >>> 3);
    const shift = bit & 7;
    bit += width;
    if (from <= inFour) {
      const low = bytes[from]! | (bytes[from + 1]! << 8) | (bytes[from + 2]! << 16) | (bytes[from + 3]! << 24);
      const value = shift === 0 ? low : (low >>> shift) | (bytes[from + 4]! << (32 - shift));
      out[i] = value & mask;
      continue;
    }
    let value = 0;
    for (let j = 4; j >= 0; j--) {
      const byte = bytes[from + j] ?? 0;
      const place = 8 * j - shift;
      if (place < 32) value |= place < 0 ? byte >>> -place : byte << place;
    }
    out[i] = value & mask;
  }
}
