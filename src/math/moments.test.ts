import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { kurtosis, mean, skewness, standardDeviation, variance } from "./moments.ts";

// 2, 4, 4, 4, 5, 5, 7, 9: mean 40/8 = 5; deviations −3 −1 −1 −1 0 0 2 4;
// squares 9+1+1+1+0+0+4+16 = 32; cubes −27−1−1−1+0+0+8+64 = 42; fourths 81+1+1+1+0+0+16+256 = 356.
const EIGHT = Float64Array.of(2, 4, 4, 4, 5, 5, 7, 9);

describe("moments", () => {
  it("are what paper says for eight numbers", () => {
    expect(mean(EIGHT)).toBe(5);
    expect(variance(EIGHT, 0)).toBe(4);
    expect(variance(EIGHT, 1)).toBe(32 / 7);
    expect(standardDeviation(EIGHT, 0)).toBe(2);
    expect(skewness(EIGHT)).toBe(42 / 8 / 8); // m3 / m2^1.5 = 5.25 / 8
    expect(kurtosis(EIGHT)).toBe(356 / 8 / 16); // m4 / m2² = 44.5 / 16
  });

  it("are NaN where they mean nothing", () => {
    const none = new Float64Array();
    for (const value of [mean(none), variance(none, 0), variance([1], 1), skewness(none), kurtosis(none)]) {
      expect(value).toBeNaN();
    }
    for (const value of [mean([1, NaN]), variance([1, NaN], 0), variance([NaN, NaN], 0), skewness([1, NaN, 2])]) {
      expect(value).toBeNaN();
    }
    expect(skewness([0.1, 0.1, 0.1])).toBeNaN();
    expect(kurtosis([0.1, 0.1, 0.1])).toBeNaN();
    expect(variance([Infinity, Infinity], 0)).toBeNaN();
  });

  it("give constant values a variance of exactly 0", () =>
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer({ min: 2, max: 50 }), (value, n) => {
        expect(variance(new Float64Array(n).fill(value), 1)).toBe(0);
      }),
    ));

  it("lose no digits to a large offset", () => {
    // 1e9 + {4, 7, 13, 16}: deviations from 1e9 + 10 are −6 −3 3 6, squares 90.
    expect(variance([1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16], 1)).toBe(30);
  });

  it("double exactly when the values double, and skewness and kurtosis stay", () =>
    fc.assert(
      fc.property(
        fc.array(
          fc.double({ min: -1, max: 1, noNaN: true }).filter((v) => v === 0 || Math.abs(v) > 1e-60),
          { minLength: 2 },
        ),
        (values) => {
          const doubled = values.map((v) => 2 * v);
          expect(mean(doubled)).toBe(2 * mean(values));
          expect(standardDeviation(doubled, 1)).toBe(2 * standardDeviation(values, 1));
          expect(skewness(doubled)).toBe(skewness(values));
          expect(kurtosis(doubled)).toBe(kurtosis(values));
        },
      ),
    ));

  it("keep kurtosis >= skewness² + 1", () =>
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 2 }), (values) => {
        fc.pre(new Set(values).size > 1);
        const skew = skewness(values);
        expect(kurtosis(values)).toBeGreaterThanOrEqual((skew * skew + 1) * (1 - 1e-12));
      }),
    ));
});
