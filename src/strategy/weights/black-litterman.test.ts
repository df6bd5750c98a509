import { describe, expect, it } from "vitest";
import { cholesky, solveCholesky } from "../../math/linear-algebra/cholesky.ts";
import { blackLitterman, impliedReturns } from "./black-litterman.ts";

/**
 * He & Litterman (1999), tables 1 and 2: Australia, Canada, France, Germany, Japan, UK, USA. Volatility and market weight in
 * percent, correlations above the diagonal.
 */
const VOLATILITY = [16.0, 20.3, 24.8, 27.1, 21.0, 20.0, 18.7];
const MARKET = [1.6, 2.2, 5.2, 5.5, 11.6, 12.4, 61.5].map((percent) => percent / 100);
const CORRELATION = [
  [1, 0.488, 0.478, 0.515, 0.439, 0.512, 0.491],
  [0, 1, 0.664, 0.655, 0.31, 0.608, 0.779],
  [0, 0, 1, 0.861, 0.355, 0.783, 0.668],
  [0, 0, 0, 1, 0.354, 0.777, 0.653],
  [0, 0, 0, 0, 1, 0.405, 0.306],
  [0, 0, 0, 0, 0, 1, 0.652],
  [0, 0, 0, 0, 0, 0, 1],
];
const COVARIANCE = VOLATILITY.map((a, i) =>
  VOLATILITY.map((b, j) => (a * b * CORRELATION[Math.min(i, j)]![Math.max(i, j)]!) / 10_000),
);
const percent = (values: Float64Array) => Array.from(values, (value) => Math.round(value * 1000) / 10);

describe("He and Litterman's example", () => {
  const prior = impliedReturns(MARKET, COVARIANCE, 2.5);

  it("has the paper's equilibrium returns", () => {
    expect(percent(prior)).toEqual([3.9, 6.9, 8.4, 9.0, 4.3, 6.8, 7.6]);
  });

  it("has the paper's returns and weights with Germany 5 % above the rest of Europe (table 4)", () => {
    // France and the UK by market weight; the view's variance is 0.021 τ, whose three digits are worth 0.1 here.
    const view = { portfolio: [0, 0, -0.295, 1, 0, -0.705, 0], expected: 0.05, variance: 0.021 * 0.05 };
    const { means, covariance } = blackLitterman(prior, COVARIANCE, { views: [view], tau: 0.05 });
    const wanted = [4.3, 7.6, 9.3, 11.0, 4.5, 7.0, 8.1];
    for (const [i, value] of wanted.entries()) expect(Math.abs(100 * means[i]! - value)).toBeLessThan(0.11);
    const factor = cholesky(covariance);
    if (!factor.isPositiveDefinite) throw new Error("positive definite");
    const weights = solveCholesky(factor.lower, means).map((value) => (100 * value) / 2.5);
    const table = [1.5, 2.1, -4.0, 35.4, 11.0, -9.5, 58.6];
    for (const [i, value] of table.entries()) expect(Math.abs(weights[i]! - value)).toBeLessThan(0.25);
  });
});

describe("blackLitterman", () => {
  it("meets prior and view in the middle when both are as sure, by default", () => {
    const { means, covariance } = blackLitterman([0.02], [[0.04]], {
      views: [{ portfolio: [1], expected: 0.06 }],
      tau: 0.5,
    });
    expect(means[0]).toBeCloseTo(0.04, 15);
    // 0.04 and half of τ 0.04
    expect(covariance[0]![0]).toBeCloseTo(0.05, 15);
  });

  it("leaves the prior without a view, and takes a view that is all but sure", () => {
    const matrix = [
      [0.04, 0.01],
      [0.01, 0.09],
    ];
    expect([...blackLitterman([0.01, 0.02], matrix, { views: [] }).means]).toEqual([0.01, 0.02]);
    const sure = blackLitterman([0.01, 0.02], matrix, {
      views: [{ portfolio: [1, -1], expected: 0.1, variance: 1e-15 }],
    });
    expect(sure.means[0]! - sure.means[1]!).toBeCloseTo(0.1, 9);
    expect(sure.covariance[0]![1]).toBe(sure.covariance[1]![0]);
  });

  it("refuses a view on nothing, and one without a variance", () => {
    const views = (portfolio: number[], variance?: number) => () =>
      blackLitterman([0.01], [[1]], { views: [{ portfolio, expected: 0, variance }] });
    expect(views([0])).toThrow("portfolio of view 0 must be not all zero");
    expect(views([1], 0)).toThrow("variance of view 0 must be a finite number above 0, was 0.");
    expect(views([1, 1])).toThrow(expect.objectContaining({ code: "BACKSIGHT_LENGTH" }));
  });
});
