import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normalCdf } from "../math/normal.ts";
import { luckPValue, luckZScore } from "./luck-p-value.ts";

describe("luckPValue", () => {
  it("is the upper tail for one try", () => {
    // Φ(1.96) = 0.9750021 (tables)
    expect(luckPValue(1.96, 1)).toBeCloseTo(0.0249979, 7);
    expect(luckPValue(0, 1)).toBe(0.5);
  });

  it("is the chance that one of two coins shows it", () => {
    // P(max of two > 0) = 1 − ½·½
    expect(luckPValue(0, 2)).toBeCloseTo(0.75, 15);
    expect(luckPValue(2, 100)).toBeCloseTo(1 - normalCdf(2) ** 100, 12);
  });

  it("keeps its digits far out", () => {
    // Φ(−10) = 7.619853e−24 (tables); ten tries make it ten times that
    expect(luckPValue(10, 10) / 7.619853e-23).toBeCloseTo(1, 7);
  });

  it("is undone by luckZScore", () => {
    fc.assert(
      fc.property(fc.double({ min: -2, max: 7, noNaN: true }), fc.integer({ min: 1, max: 10_000 }), (z, trials) => {
        const p = luckPValue(z, trials);
        fc.pre(p > 1e-12 && p < 0.999);
        expect(luckZScore(p, trials)).toBeCloseTo(z, 6);
      }),
    );
  });

  it("is undefined without a try", () => {
    expect(luckPValue(1, 0)).toBeNaN();
    expect(luckPValue(NaN, 1)).toBeNaN();
    expect(luckZScore(0.025, 0)).toBeNaN();
  });
});
