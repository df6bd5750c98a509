import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { covarianceArbitrary, vectorArbitrary } from "../../../test/support/random-covariance.ts";
import { dot, quadraticForm } from "../../math/linear-algebra/matrix.ts";
import { maximumSharpeWeights } from "./maximum-sharpe-weights.ts";
import { maximumUtilityWeights } from "./maximum-utility-weights.ts";
import { minimumVarianceWeights } from "./minimum-variance-weights.ts";
import { targetReturnWeights } from "./target-return-weights.ts";
import { targetVolatilityWeights } from "./target-volatility-weights.ts";
import { UNLIMITED } from "./weight-limits.ts";

const N = 4;
/** Uncorrelated: variances 0.01, 0.04, 0.09. */
const APART = [
  [0.01, 0, 0],
  [0, 0.04, 0],
  [0, 0, 0.09],
];
const near = (values: readonly number[], digits = 12) => values.map((value) => expect.closeTo(value, digits));
const total = (weights: Float64Array) => weights.reduce((a, b) => a + b);
/** Long-only weights that add up to 1. */
const portfolio = fc
  .array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: N, maxLength: N })
  .filter((values) => values.some((value) => value > 0.01))
  .map((values) => values.map((value) => value / values.reduce((a, b) => a + b)));

describe("minimumVarianceWeights", () => {
  it("is what paper says", () => {
    // Without correlation in proportion to 1 / variance: 36 : 9 : 4.
    expect([...minimumVarianceWeights(APART)]).toEqual(near([36 / 49, 9 / 49, 4 / 49]));
    // At most one half: the other two share the rest 9 : 4.
    expect([...minimumVarianceWeights(APART, { max: 0.5 })]).toEqual([0.5, ...near([9 / 26, 4 / 26])]);
    // Variances 1 and 4, covariance 1.5: C⁻¹ 1 ∝ (4 − 1.5, 1 − 1.5) = (2.5, −0.5), long only all in the first.
    const close = [
      [1, 1.5],
      [1.5, 4],
    ];
    expect([...minimumVarianceWeights(close, UNLIMITED)]).toEqual(near([1.25, -0.25]));
    expect([...minimumVarianceWeights(close)]).toEqual([1, 0]);
  });

  it("is never beaten by another portfolio", () =>
    fc.assert(
      fc.property(covarianceArbitrary(N), portfolio, (matrix, other) => {
        const weights = minimumVarianceWeights(matrix);
        expect(total(weights)).toBeCloseTo(1, 10);
        expect(Math.min(...weights)).toBeGreaterThanOrEqual(0);
        expect(quadraticForm(matrix, weights)).toBeLessThanOrEqual(quadraticForm(matrix, other) * (1 + 1e-9));
      }),
    ));

  it("refuses a singular covariance, and one that is none", () => {
    const copies = [
      [1, 1],
      [1, 1],
    ];
    expect(() => minimumVarianceWeights(copies)).toThrow(
      expect.objectContaining({ code: "BACKSIGHT_NOT_POSITIVE_DEFINITE" }),
    );
    expect(() => minimumVarianceWeights([[0]])).toThrow("covariance[0][0] must be a variance above 0, was 0.");
    expect(() => minimumVarianceWeights([[NaN]])).toThrow("covariance[0][0] must be finite, was NaN.");
  });
});

describe("limits", () => {
  it("are met to the bit", () => {
    const weights = minimumVarianceWeights(APART, { min: [0, 0.3, 0.1], max: 0.4 });
    // 0.4 for the first, as much as it may; the other two would share 0.6 as 9 : 4, but for the second's most.
    expect(weights[0]).toBe(0.4);
    expect(weights[1]).toBe(0.4);
    expect(weights[2]).toBeCloseTo(0.2, 14);
  });

  it("that leave no portfolio are refused with what they allow", () => {
    const refused = (limits: object) => () => minimumVarianceWeights(APART, limits);
    expect(refused({ max: 0.25 })).toThrow(
      "no portfolio fits: weights between the limits add up to 0 at least and 0.75 at most, not to 1. Widen min and max, or change total.",
    );
    expect(refused({ min: 0.5, max: 0.4 })).toThrow("asset 0 should weigh at least 0.5 and at most 0.4");
    expect(refused({ min: [0, 0] })).toThrow(expect.objectContaining({ code: "BACKSIGHT_LENGTH" }));
    expect(refused({ max: NaN })).toThrow(expect.objectContaining({ code: "BACKSIGHT_ARGUMENT" }));
  });
});

describe("maximumSharpeWeights", () => {
  it("is what paper says", () => {
    // C⁻¹ (μ − r) = 0.01 / 0.01 : 0.08 / 0.04 : 0.09 / 0.09 = 1 : 2 : 1.
    expect([...maximumSharpeWeights([0.03, 0.1, 0.11], APART, { riskFree: 0.02 })]).toEqual(near([0.25, 0.5, 0.25]));
    // The first expects less than the risk-free rate: not held, 2 : 1 is left.
    expect([...maximumSharpeWeights([0.01, 0.1, 0.11], APART, { riskFree: 0.02 })]).toEqual([
      0,
      ...near([2 / 3, 1 / 3]),
    ]);
  });

  it("is never beaten by another portfolio, whatever the unit of the means", () =>
    fc.assert(
      fc.property(covarianceArbitrary(N), vectorArbitrary(N), portfolio, (matrix, means, other) => {
        fc.pre(Math.max(...means) > 0.01);
        const weights = maximumSharpeWeights(means, matrix);
        const sharpe = (w: ArrayLike<number>) => dot(means, w) / Math.sqrt(quadraticForm(matrix, w));
        expect(sharpe(weights)).toBeGreaterThan(sharpe(other) - 1e-9);
        const small = maximumSharpeWeights(
          means.map((mean) => mean * 1e-5),
          matrix.map((row) => row.map((value) => value * 1e-5)),
        );
        expect([...small]).toEqual(near([...weights], 7));
      }),
    ));

  it("refuses means that nobody should hold", () => {
    expect(() => maximumSharpeWeights([0.01, 0.02, 0.01], APART, { riskFree: 0.02 })).toThrow(
      "no weights between the limits expect more than the risk-free return of 0.02. Hold cash, or correct means and riskFree.",
    );
    expect(() => maximumSharpeWeights([-1, -2, -3], APART, { limits: UNLIMITED })).toThrow(
      expect.objectContaining({ code: "BACKSIGHT_NO_PORTFOLIO" }),
    );
    expect(() => maximumSharpeWeights([1, 2], APART)).toThrow(expect.objectContaining({ code: "BACKSIGHT_LENGTH" }));
  });
});

describe("maximumUtilityWeights", () => {
  it("is what paper says", () => {
    // Two of variance 1, λ = 2, μ = 0.4 and 0: w = 1/2 ± 0.4 / (2 × 2).
    const same = [
      [1, 0],
      [0, 1],
    ];
    expect([...maximumUtilityWeights([0.4, 0], same, { riskAversion: 2 })]).toEqual(near([0.6, 0.4]));
    const neutral = { min: -1, max: 1, total: 0 };
    expect([...maximumUtilityWeights([0.4, 0], same, { riskAversion: 2, limits: neutral })]).toEqual(near([0.1, -0.1]));
  });

  it("is the least variance for one who hates nothing else", () => {
    const averse = maximumUtilityWeights([0.1, 0.2, 0.3], APART, { riskAversion: 1e12 });
    expect([...averse]).toEqual(near([...minimumVarianceWeights(APART)], 9));
    expect(() => maximumUtilityWeights([1, 1, 1], APART, { riskAversion: 0 })).toThrow("riskAversion must be");
  });
});

describe("the efficient frontier", () => {
  const MEANS = [0.02, 0.05, 0.1];

  it("at a return is what paper says", () => {
    // Two of variance 1 with means 0 and 1: a return of 0.7 has only one portfolio.
    const same = [
      [1, 0],
      [0, 1],
    ];
    expect([...targetReturnWeights([0, 1], same, 0.7)]).toEqual(near([0.3, 0.7]));
    // Less than the portfolio of least variance expects costs nothing.
    expect([...targetReturnWeights([0, 1], same, 0.2)]).toEqual(near([0.5, 0.5]));
    expect([...targetReturnWeights(MEANS, APART, 0.1)]).toEqual(near([0, 0, 1]));
  });

  it("is one curve, by return and by volatility", () => {
    for (const target of [0.04, 0.05, 0.07, 0.09]) {
      const byReturn = targetReturnWeights(MEANS, APART, target);
      expect(dot(MEANS, byReturn)).toBeCloseTo(target, 12);
      const byVolatility = targetVolatilityWeights(MEANS, APART, Math.sqrt(quadraticForm(APART, byReturn)));
      expect([...byVolatility]).toEqual(near([...byReturn], 9));
    }
  });

  it("ends where the highest return is", () => {
    expect([...targetVolatilityWeights(MEANS, APART, 0.5)]).toEqual(near([0, 0, 1]));
    const shorts = targetVolatilityWeights(MEANS, APART, 0.5, UNLIMITED);
    expect(Math.sqrt(quadraticForm(APART, shorts))).toBeCloseTo(0.5, 10);
    expect([...targetVolatilityWeights([0, 0, 0], APART, 0.5)]).toEqual(near([36 / 49, 9 / 49, 4 / 49]));
  });

  it("ends where shorts that have no least must be paid from", () => {
    // All of the last, as much of the second as may be, and the first sold for it: 0.1 + 0.05 − 0.02.
    const limits = { min: -Infinity, max: 1 };
    const weights = targetVolatilityWeights(MEANS, APART, 10, limits);
    expect([...weights]).toEqual(near([-1, 1, 1]));
    expect(() => targetReturnWeights(MEANS, APART, 0.2, limits)).toThrow("the limits allow 0.13 at most");
  });

  it("says where it ends", () => {
    expect(() => targetReturnWeights(MEANS, APART, 0.11)).toThrow(
      "an expected return of 0.11 is asked for, and the limits allow 0.1 at most. Ask for less, or widen min and max.",
    );
    expect(() => targetVolatilityWeights(MEANS, APART, 0.05)).toThrow(
      /a volatility of 0.05 is asked for.* 0.0857\d+ at least/,
    );
    expect(() => targetReturnWeights([1, 1, 1], APART, 2, UNLIMITED)).toThrow("the limits allow less");
  });
});
