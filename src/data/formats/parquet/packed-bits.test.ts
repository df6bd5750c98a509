import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { packBits, unpackBits } from "./packed-bits.ts";

/** One number of all bits, written byte by byte. */
function plainTwin(values: readonly number[], width: number): number[] {
  let all = 0n;
  for (const [i, value] of values.entries()) all |= BigInt(value) << BigInt(i * width);
  return Array.from({ length: Math.ceil((values.length * width) / 8) }, (_, j) =>
    Number((all >> BigInt(8 * j)) & 255n),
  );
}

const cases = fc
  .integer({ min: 1, max: 32 })
  .chain((width) =>
    fc.tuple(fc.constant(width), fc.array(fc.integer({ min: 0, max: 2 ** width - 1 }), { maxLength: 70 })),
  );

describe("packBits and unpackBits", () => {
  it("pack the example of the specification: 0 to 7 in three bits", () => {
    const out = new Uint8Array(3);
    packBits(Uint32Array.of(0, 1, 2, 3, 4, 5, 6, 7), 0, 8, 3, out, 0);
    expect([...out]).toEqual([0b10001000, 0b11000110, 0b11111010]);
  });

  it("are a plain twin's bytes, and give the values back, at any place", () => {
    fc.assert(
      fc.property(cases, fc.nat(5), fc.nat(20), ([width, values], at, behind) => {
        const expected = plainTwin(values, width);
        const bytes = new Uint8Array(at + expected.length);
        packBits(Uint32Array.of(9, ...values), 1, values.length, width, bytes, at);
        expect([...bytes.subarray(at)]).toEqual(expected);
        const longer = new Uint8Array(bytes.length + behind).fill(255);
        longer.set(bytes);
        for (const from of [bytes, longer]) {
          const out = new Uint32Array(values.length + 2);
          unpackBits(from, at, values.length, width, out, 1);
          expect([...out]).toEqual([0, ...values, 0]);
        }
      }),
      { numRuns: 500 },
    );
  });
});
