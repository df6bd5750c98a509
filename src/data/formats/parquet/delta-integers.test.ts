import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { packDeltas, unpackDeltas } from "./delta-integers.ts";

function unpacked(bytes: Uint8Array, count: number): number[] {
  const out = new Float64Array(count + 2);
  unpackDeltas(bytes, count, out, 1);
  expect([out[0], out[count + 1]]).toEqual([0, 0]);
  return [...out.subarray(1, count + 1)];
}

describe("packDeltas and unpackDeltas", () => {
  it("pack the examples of the specification", () => {
    // "1, 2, 3, 4, 5": blocks of 128 in 4 parts, 5 values, the first 1; least difference 1, no bits above it.
    expect([...packDeltas(Float64Array.of(1, 2, 3, 4, 5))!]).toEqual([128, 1, 4, 5, 2, 2, 0, 0, 0, 0]);
    // "7, 5, 3, 1, 2, 3, 4, 5": differences −2, −2, −2, 1, 1, 1, 1; above −2 they are 0, 0, 0, 3, 3, 3, 3 in 2 bits.
    const second = packDeltas(Float64Array.of(7, 5, 3, 1, 2, 3, 4, 5))!;
    expect([...second]).toEqual([128, 1, 4, 8, 14, 3, 2, 0, 0, 0, 0b11000000, 0b00111111, 0, 0, 0, 0, 0, 0]);
  });

  it("give whole numbers back", () => {
    const near = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }).map((value) => 1_700_000_000_000 + value / 2);
    const numbers = fc.array(fc.oneof(fc.constant(1_700_000_000_000), near.map(Math.floor)), { maxLength: 700 });
    fc.assert(
      fc.property(numbers, (values) => {
        const bytes = packDeltas(Float64Array.from(values))!;
        expect(unpacked(bytes, values.length)).toEqual(values);
        expect(() => unpacked(bytes, values.length + 1)).toThrow("values belong");
      }),
    );
    const minutes = Array.from({ length: 100_000 }, (_, i) => 1.7e12 + i * 60_000 + Math.floor(i / 390) * 6e7);
    const bytes = packDeltas(Float64Array.from(minutes))!;
    expect(unpacked(bytes, minutes.length)).toEqual(minutes);
    expect(bytes.length).toBeLessThan(minutes.length / 2);
  });

  it("pack nothing that wouldn't come back", () => {
    expect(packDeltas(Float64Array.of(0, 2 ** 32, 0))).toBeUndefined();
    expect(packDeltas(Float64Array.of(2 ** 52))).toBeUndefined();
    expect(packDeltas(Float64Array.of(1, NaN))).toBeUndefined();
    expect(packDeltas(Float64Array.of(1, Infinity))).toBeUndefined();
    expect(packDeltas(Float64Array.of(-5, 2 ** 51, 2 ** 51))).toBeUndefined();
    const far = [-(2 ** 51), 5 - 2 ** 51, 5 - 2 ** 51];
    expect(unpacked(packDeltas(Float64Array.from(far))!, 3)).toEqual(far);
  });

  it("end with an error for every cut, and for bytes of chance", () => {
    const bytes = packDeltas(Float64Array.from({ length: 300 }, (_, i) => i * i))!;
    for (let length = 0; length < bytes.length; length++) {
      expect(() => unpacked(bytes.subarray(0, length), 300)).toThrow();
    }
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (chance) => {
        try {
          unpackDeltas(Uint8Array.of(128, 1, 4, 0xac, 2, ...chance), 300, new Float64Array(300), 0);
        } catch (error) {
          expect(error).toBeInstanceOf(Error);
        }
      }),
    );
  });
});
