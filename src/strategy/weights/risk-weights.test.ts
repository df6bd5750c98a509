import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { covarianceArbitrary } from "../../../test/support/random-covariance.ts";
import { randomStream } from "../../core/random.ts";
import { equalWeights } from "./equal-weights.ts";
import { hierarchicalRiskParityWeights } from "./hierarchical-risk-parity-weights.ts";
import { inverseVolatilityWeights } from "./inverse-volatility-weights.ts";
import { minimumRiskWeights } from "./minimum-risk-weights.ts";
import { PORTFOLIO_RISKS, type PortfolioRisk, riskFunction } from "./portfolio-risks.ts";
import { riskContributions } from "./risk-contributions.ts";
import { riskParityWeights } from "./risk-parity-weights.ts";
import { leafOrder } from "./single-linkage.ts";

const near = (values: readonly number[], digits = 12) => values.map((value) => expect.closeTo(value, digits));
const PAIR = [
  [0.04, 0.01],
  [0.01, 0.09],
];

describe("equal and inverse volatility", () => {
  it("are what paper says", () => {
    expect([...equalWeights(4)]).toEqual([0.25, 0.25, 0.25, 0.25]);
    // 1 / 0.2 : 1 / 0.3
    expect([...inverseVolatilityWeights(PAIR)]).toEqual(near([0.6, 0.4]));
    expect(() => equalWeights(0)).toThrow("assets must be an integer from 1, was 0.");
  });
});

describe("riskParityWeights", () => {
  it("is inverse volatility for two assets", () => {
    expect([...riskParityWeights(PAIR)]).toEqual(near([0.6, 0.4]));
    expect([...riskContributions([0.6, 0.4], PAIR)]).toEqual(near([0.5, 0.5]));
  });

  it("shares the risk as budgeted, alone of all long-only weights", () => {
    const budgets = fc.array(fc.double({ min: 0.01, max: 100, noNaN: true }), { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(
        covarianceArbitrary(5),
        budgets,
        fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
        (matrix, shares, unit) => {
          const total = shares.reduce((a, b) => a + b);
          const scaled = matrix.map((row) => row.map((value) => value * unit));
          const weights = riskParityWeights(scaled, { budgets: shares });
          expect(weights.reduce((a, b) => a + b)).toBeCloseTo(1, 12);
          expect(Math.min(...weights)).toBeGreaterThan(0);
          for (const [i, share] of riskContributions(weights, matrix).entries()) {
            expect(Math.abs((share * total) / shares[i]! - 1)).toBeLessThan(1e-9);
          }
        },
      ),
    );
  });

  it("takes a covariance that can't be inverted", () => {
    const copies = [
      [1, 1, 0],
      [1, 1, 0],
      [0, 0, 1],
    ];
    // x (x + y) = 1, y (x + y) = 1, z² = 1: x = y = 1 / √2.
    const side = 1 / Math.SQRT2 / (1 + Math.SQRT2);
    expect([...riskParityWeights(copies)]).toEqual(near([side, side, 1 / (1 + Math.SQRT2)]));
  });

  it("refuses budgets that aren't, and hedges without risk", () => {
    expect(() => riskParityWeights(PAIR, { budgets: [1, 0] })).toThrow("budgets must be above 0, was 0.");
    const hedge = [
      [1, -1],
      [-1, 1],
    ];
    expect(() => riskParityWeights(hedge)).toThrow(expect.objectContaining({ code: "BACKSIGHT_NO_CONVERGENCE" }));
  });
});

describe("hierarchicalRiskParityWeights", () => {
  it("is what paper says", () => {
    // Variances 1 1 4, the first and the third alike (ρ = 0.8): order 1 | 0 2, so {1} against {0, 2}.
    const matrix = [
      [1, 0, 1.6],
      [0, 1, 0],
      [1.6, 0, 4],
    ];
    // {0, 2} at 4/5, 1/5: 0.64 + 0.16 + 2 × 0.16 × 1.6 = 1.312; {1}: 1. Within: 4 : 1.
    const alone = 1.312 / 2.312;
    const wanted = near([(1 - alone) * 0.8, alone, (1 - alone) * 0.2]);
    expect([...hierarchicalRiskParityWeights(matrix, { distance: "direct" })]).toEqual(wanted);
    expect([...hierarchicalRiskParityWeights(matrix)]).toEqual(wanted);
  });

  it("is long only, adds up to 1, and takes a covariance that can't be inverted", () =>
    fc.assert(
      fc.property(covarianceArbitrary(6), (matrix) => {
        const copied = [0, 1, 2, 3, 4, 5, 0].map((i) => [0, 1, 2, 3, 4, 5, 0].map((j) => matrix[i]![j]!));
        for (const c of [matrix, copied]) {
          const weights = hierarchicalRiskParityWeights(c);
          expect(weights.reduce((a, b) => a + b)).toBeCloseTo(1, 12);
          expect(Math.min(...weights)).toBeGreaterThan(0);
        }
      }),
    ));

  it("takes correlations from elsewhere, if they are any", () => {
    expect([
      ...hierarchicalRiskParityWeights(PAIR, {
        correlation: [
          [1, 0.9],
          [0.9, 1],
        ],
      }),
    ]).toEqual(near([9 / 13, 4 / 13]));
    expect(() =>
      hierarchicalRiskParityWeights(PAIR, {
        correlation: [
          [1, 2],
          [2, 1],
        ],
      }),
    ).toThrow("from -1 to 1");
    expect([...hierarchicalRiskParityWeights([[4]])]).toEqual([1]);
  });

  it("orders leaves as agglomeration on paper does", () => {
    // 0–3 at 1, 1–2 at 2, then {1, 2}–4 at 3 and {0, 3} with all at 4.
    const apart = [
      [0, 5, 5, 1, 4],
      [5, 0, 2, 5, 3],
      [5, 2, 0, 5, 6],
      [1, 5, 5, 0, 5],
      [4, 3, 6, 5, 0],
    ].map((row) => Float64Array.from(row));
    expect(leafOrder(apart)).toEqual([0, 3, 4, 1, 2]);
  });
});

describe("minimumRiskWeights", () => {
  const random = randomStream(11, "returns");
  const factor = Float64Array.from({ length: 80 }, () => random.uniform() - 0.48);
  const returns = [0.2, 0.5, 0.9, 1.4].map((beta) =>
    factor.map((value) => 0.02 * (beta * value + (1.5 - beta) * (random.uniform() - 0.48))),
  );
  const names = Object.keys(PORTFOLIO_RISKS) as PortfolioRisk[];

  it("is what paper says", () => {
    // Both lose in turn, the second twice as much: the worst loss w against 2 (1 − w) is least at 2/3.
    const seesaw = [
      [-0.01, 0.01],
      [0.02, -0.02],
    ];
    expect([...minimumRiskWeights(seesaw, { risk: "worst-loss" })]).toEqual(near([2 / 3, 1 / 3], 9));
    // Falls of 3 and 1, one after the other, added up: all in the second.
    const falls = [
      [-0.03, 0],
      [0, -0.01],
    ];
    expect([...minimumRiskWeights(falls, { risk: "maximum-drawdown" })]).toEqual(near([0, 1], 9));
  });

  it.each(names)("%s: no other portfolio has less, of ten thousand", (risk) => {
    const measure = riskFunction(returns, risk, 0.1);
    for (const limits of [{}, { min: 0.1, max: 0.5 }, { min: -0.5, max: 1 }]) {
      const weights = minimumRiskWeights(returns, { risk, tail: 0.1, limits });
      expect(weights.reduce((a, b) => a + b)).toBeCloseTo(1, 10);
      const least = measure(weights).value;
      const others = randomStream(3, "others");
      const { min = 0, max = 1 } = limits as { min?: number; max?: number };
      let tried = 0;
      for (let k = 0; k < 10_000; k++) {
        // Half of them close by.
        const reach = k % 2 === 0 ? 0.01 : 1;
        const other = weights.map((weight) => weight + reach * (others.uniform() - 0.5));
        const rest = (1 - other.reduce((a, b) => a + b)) / other.length;
        const moved = other.map((weight) => weight + rest);
        if (Math.min(...moved) < min || Math.max(...moved) > max) continue;
        tried++;
        expect(measure(moved).value).toBeGreaterThan(least - 1e-10);
      }
      expect(tried).toBeGreaterThan(20);
    }
  });

  it.each(names)("%s: convex, with a slope below it", (risk) => {
    const measure = riskFunction(returns, risk, 0.07);
    const others = randomStream(5, "slopes");
    for (let k = 0; k < 300; k++) {
      const [a, b] = [0, 1].map(() => Float64Array.from({ length: 4 }, () => 2 * others.uniform() - 1));
      const { value, slope } = measure(a!);
      const plane = slope.reduce((sum, part, i) => sum + part * (b![i]! - a![i]!), value);
      expect(measure(b!).value).toBeGreaterThan(plane - 1e-12);
    }
  });

  it("refuses positions without end", () => {
    const limits = { min: -Infinity, max: Infinity };
    // The first is always a percent ahead of the second.
    const ahead = [
      [0.01, 0.02, 0.03],
      [0, 0.01, 0.02],
    ];
    expect(() => minimumRiskWeights(ahead, { limits })).toThrow("Give finite min and max, or more periods.");
  });

  it("refuses a NaN, a tail and a risk that is none", () => {
    expect(() => minimumRiskWeights([[0.1, NaN]])).toThrow("returns[0][1] must be finite, was NaN.");
    expect(() => minimumRiskWeights(returns, { tail: 0 })).toThrow("tail must be above 0, to 1, was 0.");
    const risk = "maximum-drawdow" as PortfolioRisk;
    expect(() => minimumRiskWeights(returns, { risk })).toThrow('Did you mean "maximum-drawdown"?');
  });
});
