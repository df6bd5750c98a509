import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { packMask, wordsFor } from "./signal-bits.ts";

const bytes = fc.oneof(
  fc.array(fc.constantFrom(0, 0, 0, 1), { maxLength: 300 }),
  fc.array(fc.constantFrom(0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 128, 255), { maxLength: 300 }),
);

describe("a mask as bits", () => {
  it("has the bit of every bar, wherever its bytes begin, and says whether all were 0 or 1", () => {
    fc.assert(
      fc.property(bytes, fc.nat({ max: 7 }), (values, offset) => {
        const mask = new Uint8Array(new ArrayBuffer(offset + values.length), offset, values.length);
        mask.set(values);
        const bits = new Uint32Array(wordsFor(values.length)).fill(0xdeadbeef);
        const isMask = values.every((value) => value <= 1);
        expect(packMask(mask, bits)).toBe(isMask);
        if (!isMask) return;
        const read = Array.from({ length: 32 * bits.length }, (_, i) => (bits[i >>> 5]! >>> (i & 31)) & 1);
        expect(read).toEqual([...values, ...new Array(read.length - values.length).fill(0)]);
      }),
      { numRuns: 2000 },
    );
  });
});
