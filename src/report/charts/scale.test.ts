import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { linearScale, logScale } from "./scale.ts";

describe("linearScale", () => {
  it("puts equal differences equally far apart", () => {
    // 0…10 over positions 100…0: a tenth of the range is 10 positions.
    const scale = linearScale(0, 10, 100, 0);
    expect([0, 2.5, 10, -1].map(scale.at)).toEqual([100, 75, 0, 110]);
  });

  it("puts everything in the middle without a range, and NaN nowhere", () => {
    const scale = linearScale(5, 5, 100, 0);
    expect(scale.at(5)).toBe(50);
    expect(scale.at(NaN)).toBeNaN();
    expect(linearScale(0, 1, 0, 1).at(NaN)).toBeNaN();
  });
});

describe("logScale", () => {
  it("puts equal ratios equally far apart", () => {
    // 1 → 10 → 100 → 1000 are three equal steps.
    const scale = logScale(1, 1000, 0, 300);
    expect(scale.at(1)).toBe(0);
    expect(scale.at(10)).toBeCloseTo(100, 10);
    expect(scale.at(100)).toBeCloseTo(200, 10);
    expect(scale.at(1000)).toBeCloseTo(300, 10);
  });

  it("puts 0 and less at the lower end", () => {
    const scale = logScale(1, 1000, 7, 300);
    expect(scale.at(0)).toBe(7);
    expect(scale.at(-3)).toBe(7);
    expect(scale.at(NaN)).toBeNaN();
  });

  it("keeps the order of values", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1, max: 1e9, noNaN: true }),
        fc.double({ min: 1, max: 1e9, noNaN: true }),
        (a, b) => {
          const { at } = logScale(1, 1e9, 0, 1000);
          expect(Math.sign(at(a) - at(b)) * Math.sign(a - b)).toBeGreaterThanOrEqual(0);
        },
      ),
    );
  });
});
