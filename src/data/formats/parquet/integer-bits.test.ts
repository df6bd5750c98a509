import fc from "fast-check";
import { expect, test } from "vitest";
import { bitsOfIntegers, integersOfBits } from "./integer-bits.ts";

const asIntegers = (bits: Float64Array | BigInt64Array) => new BigInt64Array(bits.buffer, bits.byteOffset, bits.length);

test("the bits are those of 64-bit integers, and come back as the numbers", () => {
  fc.assert(
    fc.property(fc.array(fc.maxSafeInteger(), { maxLength: 20 }), (values) => {
      const bits = asIntegers(bitsOfIntegers(Float64Array.from(values)));
      expect(Array.from(bits)).toEqual(values.map(BigInt));
      const out = new Float64Array(values.length + 1);
      integersOfBits(bits, out, 1);
      expect(Array.from(out.subarray(1))).toEqual(values);
    }),
  );
});

test("as doubles they never are NaN, whose bits needn't survive", () => {
  expect(bitsOfIntegers(Float64Array.of(0, Number.MAX_SAFE_INTEGER))).toBeInstanceOf(Float64Array);
  expect(bitsOfIntegers(Float64Array.of(0, -1))).toBeInstanceOf(BigInt64Array);
});
