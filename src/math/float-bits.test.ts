import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { highWord, scaleByPowerOfTwo, withHighWord, withoutLowWord } from "./float-bits.ts";

describe("the words of a double", () => {
  it("are those of IEEE 754", () => {
    expect(highWord(1)).toBe(0x3ff00000);
    expect(highWord(-2)).toBe(0xc0000000 | 0);
    expect(withHighWord(1, 0x40080000)).toBe(3);
  });

  it("make a number whose square is exact", () =>
    fc.assert(
      fc.property(fc.double({ min: 1, max: 2, noNaN: true }), (x) => {
        const head = withoutLowWord(x);
        expect(head * 2 ** 20).toBe(Math.floor(head * 2 ** 20));
        expect(Math.abs(x - head)).toBeLessThan(2 ** -20);
      }),
    ));
});

describe("scaleByPowerOfTwo", () => {
  it("is exact between the smallest normal and the largest double", () => {
    expect(scaleByPowerOfTwo(1.5, 10)).toBe(1536);
    expect(scaleByPowerOfTwo(1.5, -1022)).toBe(1.5 * 2.2250738585072014e-308);
    expect(scaleByPowerOfTwo(0.75, 1024)).toBe(0.75 * 2 * 8.98846567431158e307);
    expect(scaleByPowerOfTwo(1, 1024)).toBe(Infinity);
  });

  it("rounds once below it", () => {
    expect(scaleByPowerOfTwo(1, -1074)).toBe(5e-324);
    expect(scaleByPowerOfTwo(1.25, -1074)).toBe(5e-324);
    expect(scaleByPowerOfTwo(1.75, -1074)).toBe(1e-323);
    expect(scaleByPowerOfTwo(1, -1076)).toBe(0);
  });
});
