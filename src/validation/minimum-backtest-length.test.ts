import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { minimumBacktestLength, minimumBacktestLengthBound } from "./minimum-backtest-length.ts";

describe("minimumBacktestLength", () => {
  it("gives the paper's rule: five years of data bear no more than 45 configurations", () => {
    expect(minimumBacktestLength(45)).toBeLessThan(5);
    expect(minimumBacktestLength(46)).toBeGreaterThan(5);
  });

  it("is about two years for the paper's seven trials", () => {
    expect(minimumBacktestLength(7)).toBeCloseTo(1.92, 2);
  });

  it("stays below its bound, falls with the square of the Sharpe ratio, and is 0 for one trial", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 1e9 }), fc.double({ min: 0.1, max: 4, noNaN: true }), (trials, sharpe) => {
        const years = minimumBacktestLength(trials, sharpe);
        expect(years).toBeLessThan(minimumBacktestLengthBound(trials, sharpe));
        expect(minimumBacktestLength(trials, 2 * sharpe) * 4).toBeCloseTo(years, 6);
      }),
    );
    expect(minimumBacktestLength(1)).toBe(0);
    expect(minimumBacktestLengthBound(1)).toBe(0);
  });

  it("is NaN without a trial and for a Sharpe ratio of 0", () => {
    for (const [trials, sharpe] of [
      [0, 1],
      [NaN, 1],
      [5, 0],
      [5, NaN],
    ] as const) {
      expect(minimumBacktestLength(trials, sharpe)).toBeNaN();
      expect(minimumBacktestLengthBound(trials, sharpe)).toBeNaN();
    }
  });
});
