import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { adjustedSharpeRatio, geometricSharpeRatio } from "./adjusted-sharpe-ratio.ts";
import { excessReturns } from "./excess-returns.ts";
import { sharpeRatio } from "./sharpe-ratio.ts";
import { sharpeStandardError, sharpeStandardErrorOf } from "./sharpe-standard-error.ts";

const daily = { periodsPerYear: 252 };
const column = (...values: number[]) => Float64Array.from(values);
/** Returns on a grid of 1/1024, at least two different ones. */
const varied = fc
  .array(fc.integer({ min: -300, max: 300 }), { minLength: 2, maxLength: 60 })
  .filter((values) => new Set(values).size > 1)
  .map((values) => Float64Array.from(values, (v) => v / 1024));

describe("sharpeRatio", () => {
  it("is mean over deviation, times the root of time", () => {
    // 1 %, 3 %: mean 2 %, squared deviations 1e-4 each, std √2e-4 %; × √2.
    expect(sharpeRatio(column(0.01, 0.03), { periodsPerYear: 2 })).toBeCloseTo(2, 14);
  });

  it("takes the risk-free rate of a year down to a period by compounding", () => {
    // 21 % a year is 10 % a half-year: 11 %, 13 % are 1 % and 3 % above it.
    expect(sharpeRatio(column(0.11, 0.13), { periodsPerYear: 2, riskFree: 0.21 })).toBeCloseTo(2, 12);
  });

  it("leaves NaN out", () => {
    expect(sharpeRatio(column(NaN, 0.01, NaN, 0.03), daily)).toBe(sharpeRatio(column(0.01, 0.03), daily));
  });

  it("is NaN without two returns, and for a rate that loses everything", () => {
    for (const returns of [column(), column(0.01), column(NaN, NaN), column(0.01, NaN)]) {
      expect(sharpeRatio(returns, daily)).toBeNaN();
    }
    expect(sharpeRatio(column(0.01, 0.03), { periodsPerYear: 252, riskFree: -1 })).toBeNaN();
  });

  it("is NaN for constant returns, whatever their rounding does to the mean", () =>
    fc.assert(
      fc.property(
        fc.double({ min: -0.5, max: 0.5, noNaN: true }),
        fc.integer({ min: 0, max: 300 }),
        fc.constantFrom(0, 0.03, 0.1),
        (value, n, riskFree) => {
          expect(sharpeRatio(new Float64Array(n).fill(value), { periodsPerYear: 252, riskFree })).toBeNaN();
        },
      ),
    ));

  it("rises when the same amount is added to every return", () =>
    fc.assert(
      fc.property(varied, fc.integer({ min: 1, max: 100 }), (returns, more) => {
        const better = returns.map((r) => r + more / 1024);
        expect(sharpeRatio(better, daily)).toBeGreaterThan(sharpeRatio(returns, daily));
      }),
    ));

  it("changes its sign with the returns', and nothing when they double", () =>
    fc.assert(
      fc.property(varied, (returns) => {
        const sharpe = sharpeRatio(returns, daily);
        expect(
          sharpeRatio(
            returns.map((r) => -r),
            daily,
          ) + sharpe,
        ).toBe(0);
        expect(
          sharpeRatio(
            returns.map((r) => 2 * r),
            daily,
          ),
        ).toBe(sharpe);
      }),
    ));

  it("refuses a year without periods", () => {
    for (const periodsPerYear of [0, -1, NaN, Infinity]) {
      expect(() => sharpeRatio(column(0.1, 0.2), { periodsPerYear })).toThrow(
        expect.objectContaining({ code: "BACKSIGHT_ARGUMENT" }),
      );
    }
  });
});

describe("sharpeStandardError", () => {
  it("is Lo's √((1 + SR² / 2) / n) for a normal's moments, with n − 1", () => {
    expect(sharpeStandardErrorOf({ sharpe: 0.2, skewness: 0, kurtosis: 3, periods: 101 })).toBeCloseTo(
      Math.sqrt(1.02 / 100),
      15,
    );
  });

  it("agrees with the example of Bailey & López de Prado (2012)", () => {
    // Their hedge fund: 134 months, SR 0.7079 a month, skewness −0.225, kurtosis 2.957: 0.1028.
    const fund = { sharpe: 0.7079, skewness: -0.225, kurtosis: 2.957, periods: 134 };
    expect(sharpeStandardErrorOf(fund)).toBeCloseTo(0.1028, 4);
  });

  it("grows with the left tail of a good strategy", () => {
    const moments = { sharpe: 0.2, kurtosis: 6, periods: 100 };
    expect(sharpeStandardErrorOf({ ...moments, skewness: -1 })).toBeGreaterThan(
      sharpeStandardErrorOf({ ...moments, skewness: 1 }),
    );
  });

  it("is NaN for moments that no sample has, and 0 where rounding alone would make them so", () => {
    // Kurtosis is at least skewness² + 1; there, and at skewness × SR = 2, the variance is (1 − 2 / 2)² = 0.
    expect(sharpeStandardErrorOf({ sharpe: 1, skewness: 2, kurtosis: 2, periods: 9 })).toBeNaN();
    expect(sharpeStandardErrorOf({ sharpe: 1, skewness: 2, kurtosis: 5 - 1e-15, periods: 9 })).toBe(0);
    expect(sharpeStandardErrorOf({ sharpe: 1, skewness: 0, kurtosis: 3, periods: 1 })).toBeNaN();
  });

  it("is annualised as the ratio is: their quotient doesn't depend on the year", () => {
    const returns = column(0.01, -0.02, 0.03, 0.005);
    const quotient = (periodsPerYear: number) =>
      sharpeRatio(returns, { periodsPerYear }) / sharpeStandardError(returns, { periodsPerYear });
    expect(quotient(252)).toBeCloseTo(quotient(12), 12);
  });

  it("is a number wherever the ratio is, NaN elsewhere", () => {
    fc.assert(
      fc.property(varied, (returns) => {
        expect(sharpeStandardError(returns, daily)).toBeGreaterThanOrEqual(0);
      }),
    );
    for (const returns of [column(), column(0.1), column(0.1, 0.1, 0.1)]) {
      expect(sharpeStandardError(returns, daily)).toBeNaN();
    }
  });
});

describe("adjustedSharpeRatio", () => {
  it("is the geometric ratio for a normal's moments and less for a left tail", () => {
    const left = column(0.01, 0.01, 0.01, 0.01, -0.03, 0.01, 0.02);
    const right = left.map((r) => 0.02 - r);
    expect(adjustedSharpeRatio(left, daily)).toBeLessThan(geometricSharpeRatio(left, daily));
    expect(adjustedSharpeRatio(right, daily)).not.toBeNaN();
  });

  it("has the annual return of the excess above the line", () => {
    // 21 %, −10 % above a rate of 0 over two of two periods: 1.21 × 0.9 − 1 = 0.089; std 0.31/√2, × √2 = 0.31.
    expect(geometricSharpeRatio(column(0.21, -0.1), { periodsPerYear: 2 })).toBeCloseTo(0.089 / 0.31, 14);
    expect(geometricSharpeRatio(column(0.1, 0.1), daily)).toBeNaN();
  });
});

describe("excessReturns", () => {
  it("subtracts one rate from all, or one from each", () => {
    expect(excessReturns(column(0.5, 0.25), 0.25)).toEqual(column(0.25, 0));
    expect(excessReturns(column(0.5, 0.25, NaN), column(0.25, NaN, 0))).toEqual(column(0.25, NaN, NaN));
    expect(() => excessReturns(column(0.5), column())).toThrow(expect.objectContaining({ code: "BACKSIGHT_LENGTH" }));
  });
});
