/**
 * How many of the `count` values in `bytes[start, end)` are above 0, for values written in runs: the hybrid of run
 * lengths and packed bits in which Parquet writes levels and indexes of dictionaries. Packed values wider than a bit
 * aren't looked at and count as above 0. −1 when the runs can't be right: a reader that trusts the length of a damaged
 * run would fill the memory.
 *
 * Source: Apache Parquet, "Encodings", section RLE / bit-packing hybrid.
 */
export function countInRuns(bytes: Uint8Array, start: number, end: number, bitWidth: number, count: number): number {
  if (bitWidth > 32 || end > bytes.length) return -1;
  let above = 0;
  let left = count;
  for (let at = start; left > 0; ) {
    let head = 0;
    for (let shift = 0; ; shift += 7) {
      if (at >= end || shift > 28) return -1;
      const byte = bytes[at++]!;
      head = (head | ((byte & 127) << shift)) >>> 0;
      if (byte < 128) break;
    }
    const isPacked = (head & 1) === 1;
    const length = head >>> 1;
    if (isPacked) {
      const values = Math.min(left, length * 8);
      // What stands behind the last value may be cut off, and may be filled up.
      if (at + Math.ceil((values * bitWidth) / 8) > end || (bitWidth === 0 && length > left)) return -1;
      above += bitWidth === 1 ? countBits(bytes, at, values) : values;
      at += length * bitWidth;
      left -= values;
    } else {
      const width = (bitWidth + 7) >>> 3;
      if (length > left || at + width > end) return -1;
      if (bytes.subarray(at, at + width).some((byte) => byte > 0)) above += length;
      at += width;
      left -= length;
    }
  }
  return above;
}

function countBits(bytes: Uint8Array, start: number, count: number): number {
  let ones = 0;
  for (let i = 0; i < count; i++) ones += (bytes[start + (i >>> 3)]! >>> (i & 7)) & 1;
  return ones;
}
