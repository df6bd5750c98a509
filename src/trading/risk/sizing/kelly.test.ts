import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { kellyBet } from "./kelly-bet.ts";
import { kellyContinuous } from "./kelly-continuous.ts";
import { kellyOfReturns } from "./kelly-of-returns.ts";
import { kellyPortfolio } from "./kelly-portfolio.ts";
import { optimalF } from "./optimal-f.ts";

describe("kellyBet", () => {
  it("is what paper says", () => {
    // 0.6 − 0.4; 0.6 log 1.2 + 0.4 log 0.8
    const even = kellyBet({ winProbability: 0.6, winPerUnit: 1 });
    expect(even.fraction).toBeCloseTo(0.2, 15);
    expect(even.growthPerBet).toBeCloseTo(0.6 * Math.log(1.2) + 0.4 * Math.log(0.8), 15);
    const half = kellyBet({ winProbability: 0.6, winPerUnit: 1, share: 0.5 });
    expect(half.tradableFraction).toBeCloseTo(0.1, 15);
    expect(kellyBet({ winProbability: 0.3, winPerUnit: 2 })).toEqual({
      fraction: expect.closeTo(-0.05, 15),
      tradableFraction: 0,
      growthPerBet: 0,
    });
    expect(kellyBet({ winProbability: 1, winPerUnit: 1 }).growthPerBet).toBeCloseTo(Math.LN2, 15);
  });

  it("grows faster than any other stake, and half of it gets about three quarters", () =>
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        fc.double({ min: 0.1, max: 10, noNaN: true }),
        fc.double({ min: 0, max: 0.99, noNaN: true }),
        (winProbability, winPerUnit, other) => {
          const { fraction, growthPerBet } = kellyBet({ winProbability, winPerUnit });
          const growth = winProbability * Math.log1p(other * winPerUnit) + (1 - winProbability) * Math.log1p(-other);
          expect(growthPerBet).toBeGreaterThanOrEqual(growth - 1e-12);
          if (fraction <= 0) return;
          const half = kellyBet({ winProbability, winPerUnit, share: 0.5 }).growthPerBet;
          expect(half).toBeGreaterThan(0.5 * growthPerBet);
        },
      ),
    ));

  it("refuses what is no bet", () => {
    expect(() => kellyBet({ winProbability: 1.2, winPerUnit: 1 })).toThrow(
      "winProbability must be from 0 to 1, was 1.2.",
    );
    expect(() => kellyBet({ winProbability: 0.5, winPerUnit: 0 })).toThrow("winPerUnit must be");
  });
});

describe("kellyContinuous", () => {
  it("is what paper says", () => {
    // (0.11 − 0.06) / 0.15² = 2.22, growth 0.06 + ½ (0.05 / 0.15)²: Thorp (2006) 7.3, with his numbers for the S&P 500
    const { fraction, growthRate } = kellyContinuous({ mean: 0.11, volatility: 0.15, riskFree: 0.06 });
    expect(fraction).toBeCloseTo(2 + 2 / 9, 12);
    expect(growthRate).toBeCloseTo(0.06 + 1 / 18, 14);
    // Half Kelly: three quarters of the growth beyond cash. Twice Kelly: none.
    const excess = (share: number) =>
      kellyContinuous({ mean: 0.11, volatility: 0.15, riskFree: 0.06, share }).growthRate - 0.06;
    expect(excess(0.5)).toBeCloseTo(0.75 / 18, 14);
    expect(excess(2)).toBeCloseTo(0, 14);
  });
});

describe("kellyPortfolio", () => {
  it("is the single asset's, where assets are apart", () => {
    const matrix = [
      [0.04, 0],
      [0, 0.09],
    ];
    const { weights, growthRate } = kellyPortfolio([0.06, 0.065], matrix, { riskFree: 0.02 });
    expect([...weights]).toEqual([1, 0.5].map((weight) => expect.closeTo(weight, 13)));
    // 0.02 + ½ (0.04² / 0.04 + 0.045² / 0.09)
    expect(growthRate).toBeCloseTo(0.02 + 0.02 + 0.01125, 14);
    expect([...kellyPortfolio([0.06, 0.065], matrix, { riskFree: 0.02, share: 0.5 }).weights]).toEqual([
      expect.closeTo(0.5, 13),
      expect.closeTo(0.25, 13),
    ]);
  });

  it("refuses copies", () => {
    const copies = [
      [1, 1],
      [1, 1],
    ];
    expect(() => kellyPortfolio([0.1, 0.1], copies)).toThrow("covariance isn't positive definite");
    expect(() => kellyPortfolio([0.1], copies)).toThrow(expect.objectContaining({ code: "BACKSIGHT_LENGTH" }));
  });
});

describe("kellyOfReturns", () => {
  it("is the bet's, for outcomes as often as it has them", () => {
    const { fraction, growthPerBet } = kellyOfReturns([1, 1, 1, -1, -1]);
    const bet = kellyBet({ winProbability: 0.6, winPerUnit: 1 });
    expect(fraction).toBeCloseTo(bet.fraction, 14);
    expect(growthPerBet).toBeCloseTo(bet.growthPerBet, 14);
  });

  it("grows faster than any other share", () =>
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -900, max: 2000 }), { minLength: 1, maxLength: 30 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (thousandths, other) => {
          const returns = thousandths.map((value) => value / 1000);
          const { fraction, growthPerBet } = kellyOfReturns(returns);
          if (fraction === Infinity) {
            expect(Math.min(...returns)).toBeGreaterThanOrEqual(0);
            return;
          }
          const growth = returns.reduce((sum, value) => sum + Math.log1p(other * value), 0) / returns.length;
          expect(growthPerBet).toBeGreaterThanOrEqual(growth - 1e-12);
        },
      ),
    ));

  it("is 0 for a loss on average, and takes only numbers", () => {
    expect(kellyOfReturns([0.1, -0.2])).toEqual({ fraction: 0, tradableFraction: 0, growthPerBet: 0 });
    expect(kellyOfReturns([0.1, 0]).fraction).toBe(Infinity);
    expect(() => kellyOfReturns([0.1, NaN])).toThrow("outcomes[1] must be a finite number, was NaN.");
    expect(() => kellyOfReturns([])).toThrow("outcomes must be an integer from 1, was 0.");
  });
});

describe("optimalF", () => {
  it("is what paper says", () => {
    // A coin that wins 2 and loses 1: f = 0.5 − 0.5 / 2 = 0.25, growth √(1.5 × 0.75) (Vince 1990).
    const { f, growthFactor, worstLoss } = optimalF([2, -1]);
    expect(f).toBeCloseTo(0.25, 15);
    expect(growthFactor).toBeCloseTo(Math.sqrt(1.125), 14);
    expect(worstLoss).toBe(1);
    // In other money the same share.
    expect(optimalF([200, -100])).toEqual({
      f: expect.closeTo(0.25, 15),
      growthFactor: expect.closeTo(Math.sqrt(1.125), 14),
      worstLoss: 100,
    });
    expect(optimalF([1, -1, -1])).toEqual({ f: 0, growthFactor: 1, worstLoss: 1 });
  });

  it("is the best of a hundred shares", () => {
    const results = [120, -80, 45, -30, 210, -95, 10, 64, -40];
    const { f, growthFactor } = optimalF(results);
    for (let share = 0; share < 1; share += 0.01) {
      const product = results.reduce((total, result) => total * (1 + (share * result) / 95), 1);
      expect(growthFactor).toBeGreaterThanOrEqual(product ** (1 / results.length) - 1e-14);
    }
    expect(f).toBeGreaterThan(0);
  });

  it("needs a loss to measure by", () => {
    expect(() => optimalF([1, 2])).toThrow("results must be with at least one loss, was none.");
  });
});
