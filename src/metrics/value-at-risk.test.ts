import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { autocorrelation } from "./autocorrelation.ts";
import { conditionalValueAtRisk } from "./conditional-value-at-risk.ts";
import { excessKurtosis } from "./excess-kurtosis.ts";
import { bestPeriod, worstPeriod } from "./period-extremes.ts";
import { stability } from "./stability.ts";
import { tailRatio } from "./tail-ratio.ts";
import { valueAtRisk } from "./value-at-risk.ts";
import { volatility } from "./volatility.ts";
import { winningPeriods } from "./winning-periods.ts";

const column = (...values: number[]) => Float64Array.from(values);
const shuffled = column(0.03, -0.05, 0.01, -0.02, 0);

describe("valueAtRisk and conditionalValueAtRisk", () => {
  it("keep the sign: a loss is negative", () => {
    // Sorted −0.05, −0.02, 0, 0.01, 0.03; 25 %: position 1; 30 %: 1.2.
    expect(valueAtRisk(shuffled, 0.25)).toBe(-0.02);
    expect(valueAtRisk(shuffled, 0.3)).toBeCloseTo(-0.016, 16);
    expect(conditionalValueAtRisk(shuffled, 0.25)).toBeCloseTo(-0.035, 16);
    expect(conditionalValueAtRisk(shuffled, 0.3)).toBeCloseTo(-0.035, 16);
    expect(conditionalValueAtRisk(shuffled, 1)).toBeCloseTo(-0.006, 16);
  });

  it("leave NaN out, are NaN without returns and refuse a cutoff that is no share", () => {
    for (const risk of [valueAtRisk, conditionalValueAtRisk]) {
      expect(risk(column(NaN, ...shuffled), 0.25)).toBe(risk(shuffled, 0.25));
      expect(risk(column())).toBeNaN();
      expect(risk(column(NaN))).toBeNaN();
      expect(() => risk(shuffled, 1.5)).toThrow(expect.objectContaining({ code: "BACKSIGHT_ARGUMENT" }));
    }
  });

  it("order: worst ≤ shortfall ≤ value at risk ≤ best", () =>
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -99, max: 99 }), { minLength: 1 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (values, cutoff) => {
          const returns = Float64Array.from(values, (v) => v / 128);
          const shortfall = conditionalValueAtRisk(returns, cutoff);
          expect(shortfall).toBeGreaterThanOrEqual(worstPeriod(returns) - 1e-15);
          expect(shortfall).toBeLessThanOrEqual(valueAtRisk(returns, cutoff) + 1e-15);
          expect(valueAtRisk(returns, cutoff)).toBeLessThanOrEqual(bestPeriod(returns));
        },
      ),
    ));
});

describe("tailRatio", () => {
  it("is ∞ where nothing is lost at 5 %, NaN where nothing moves", () => {
    expect(tailRatio(column(0, 0, 0, 0.1))).toBe(Infinity);
    expect(tailRatio(column(0, 0))).toBeNaN();
    expect(tailRatio(column())).toBeNaN();
    expect(tailRatio(column(NaN, 0.02))).toBe(1);
  });
});

describe("bestPeriod, worstPeriod, winningPeriods", () => {
  it("leave NaN out", () => {
    const returns = column(NaN, 0.1, -0.2, NaN, 0);
    expect(bestPeriod(returns)).toBe(0.1);
    expect(worstPeriod(returns)).toBe(-0.2);
    expect(winningPeriods(returns)).toBe(1 / 3);
    for (const statistic of [bestPeriod, worstPeriod, winningPeriods]) expect(statistic(column())).toBeNaN();
  });
});

describe("volatility", () => {
  it("is the sample's deviation times the root of time", () => {
    // ±1 %: variance 2e-4 / 1; × √2.
    expect(volatility(column(0.01, -0.01), { periodsPerYear: 2 })).toBeCloseTo(0.02, 16);
    expect(volatility(column(0.01, NaN, -0.01), { periodsPerYear: 2 })).toBeCloseTo(0.02, 16);
    expect(volatility(column(0.1, 0.1, 0.1), { periodsPerYear: 252 })).toBe(0);
    expect(volatility(column(0.1), { periodsPerYear: 252 })).toBeNaN();
  });
});

describe("excessKurtosis", () => {
  it("is −2 for a fair coin", () => {
    expect(excessKurtosis(column(0.25, -0.25, 0.25, -0.25))).toBe(-2);
    expect(excessKurtosis(column(0.1, 0.1))).toBeNaN();
  });
});

describe("autocorrelation", () => {
  it("is what paper says", () => {
    // 1, 2, 3, 4: deviations −1.5 −0.5 0.5 1.5; lag 1: 0.75 − 0.25 + 0.75 = 1.25, lag 2: −0.75 − 0.75; over 5.
    expect(autocorrelation(column(1, 2, 3, 4))).toBe(0.25);
    expect(autocorrelation(column(1, 2, 3, 4), 2)).toBe(-0.3);
  });

  it("is NaN for two returns and for constant ones", () => {
    expect(autocorrelation(column(1, 2))).toBeNaN();
    expect(autocorrelation(column(1, 1, 1))).toBeNaN();
    expect(autocorrelation(column())).toBeNaN();
  });
});

describe("stability", () => {
  it("is 1 for steady growth and for a steady loss", () => {
    expect(stability(new Float64Array(50).fill(0.01))).toBeCloseTo(1, 12);
    expect(stability(new Float64Array(50).fill(-0.01))).toBeCloseTo(1, 12);
  });

  it("is NaN where there is no line", () => {
    for (const returns of [column(), column(0.1), column(0, 0, 0), column(0.1, -1, 0.1)]) {
      expect(stability(returns)).toBeNaN();
    }
  });
});
