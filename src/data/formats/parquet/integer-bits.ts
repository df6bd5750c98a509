const TWO_32 = 4_294_967_296;

/**
 * Whole numbers as the bits of 64-bit integers, two's complement, seen as doubles: by halves, since a big integer for
 * each would take several times as long and fill the memory with objects. Numbers below 0 would be bits of NaN, which
 * needn't survive: where there is one, all are big integers after all.
 */
export function bitsOfIntegers(values: Float64Array): Float64Array | BigInt64Array {
  const bits = new Float64Array(values.length);
  const halves = new Int32Array(bits.buffer);
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value < 0) return BigInt64Array.from(values, BigInt);
    const high = Math.floor(value / TWO_32);
    halves[2 * i] = value - high * TWO_32;
    halves[2 * i + 1] = high;
  }
  return bits;
}

/** The numbers of 64-bit integers, each the nearest double, written to `out` from `row` on. */
export function integersOfBits(values: BigInt64Array, out: Float64Array, row: number): void {
  const halves = new Int32Array(values.buffer, values.byteOffset, values.length * 2);
  for (let i = 0; i < values.length; i++) {
    out[row + i] = halves[2 * i + 1]! * TWO_32 + (halves[2 * i]! >>> 0);
  }
}
