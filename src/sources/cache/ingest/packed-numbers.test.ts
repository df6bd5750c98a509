import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CONSTANT, DELTAS, packNumbers, RAW, unpackNumbers } from "./packed-numbers.ts";

function roundTrip(values: Float64Array): Float64Array {
  const out = new Float64Array(values.length);
  unpackNumbers(packNumbers(values), out);
  return out;
}

describe("packNumbers", () => {
  it("keeps prices, minutes and counts as small differences, all else as it is", () => {
    const encoding = (...values: number[]) => packNumbers(Float64Array.from(values)).encoding;
    expect(encoding(138.36, 137.75, 138)).toBe(DELTAS);
    expect(encoding(1769178600000, 1769178660000)).toBe(DELTAS);
    expect(encoding(0.0001, 214748.3647)).toBe(DELTAS);
    expect(encoding(NaN, NaN)).toBe(CONSTANT);
    expect(encoding(7)).toBe(CONSTANT);
    expect(encoding(0.1 + 0.2, 1)).toBe(RAW);
    expect(encoding(1, NaN)).toBe(RAW);
    expect(encoding(0, -0)).toBe(RAW);
    expect(encoding(1, Infinity)).toBe(RAW);
    expect(encoding(0, 2 ** 31)).toBe(RAW);
  });

  it("gives every number back to the bit", () => {
    const decimal = (decimals: number) => fc.integer().map((whole) => whole / Number(`1e${decimals}`));
    const values = fc.oneof(
      ...[0, 1, 2, 4, 6, 9].map((decimals) => fc.array(decimal(decimals), { maxLength: 50 })),
      fc.array(fc.integer({ min: 1.5e12, max: 1.8e12 }), { maxLength: 50 }),
      fc.array(fc.double(), { maxLength: 50 }),
      fc.array(fc.constantFrom(0, -0, NaN, 2 ** 31, -(2 ** 31), 2 ** 32, 0.5), { maxLength: 10 }),
    );
    fc.assert(
      fc.property(values, (list) => {
        const column = Float64Array.from(list);
        const back = roundTrip(column);
        expect([...back].every((value, i) => Object.is(value, column[i]))).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it("refuses bytes that don't fit", () => {
    const packed = packNumbers(Float64Array.of(1, 2, 3));
    expect(() => unpackNumbers(packed, new Float64Array(4))).toThrow(RangeError);
    expect(() => unpackNumbers({ ...packed, encoding: 9 as never }, new Float64Array(3))).toThrow(RangeError);
    expect(() => unpackNumbers({ ...packed, decimals: 7 }, new Float64Array(3))).toThrow(RangeError);
  });
});
