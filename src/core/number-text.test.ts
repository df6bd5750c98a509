import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { numberOfText } from "./number-text.ts";

describe("numberOfText", () => {
  it.each([
    ["5", 5],
    [" -2.5 ", -2.5],
    ["+.5", 0.5],
    ["5.", 5],
    ["1e-3", 0.001],
    ["2%", 0.02],
    ["0.07%", 0.0007], // 0.07 / 100 is 0.0007000000000000001
    ["1e2%", 1],
  ])("reads %j", (text, value) => expect(numberOfText(text)).toBe(value));

  it.each(["", " ", "x", "1,5", "1 2", "0x10", "Infinity", "NaN", "%", "5%%", "1e", "--1"])("refuses %j", (text) =>
    expect(numberOfText(text)).toBeUndefined(),
  );

  it("reads what ECMAScript writes, and a percentage as its fraction to the bit", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(numberOfText(String(value))).toBe(value === 0 ? 0 : value);
      }),
    );
    for (let basisPoints = 0; basisPoints <= 10_000; basisPoints++) {
      const text = `${Math.floor(basisPoints / 100)}.${String(basisPoints % 100).padStart(2, "0")}%`;
      expect(numberOfText(text)).toBe(basisPoints / 10_000);
    }
  });
});
