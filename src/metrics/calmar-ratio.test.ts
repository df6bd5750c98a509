import { describe, expect, it } from "vitest";
import { burkeRatio } from "./burke-ratio.ts";
import { calmarRatio } from "./calmar-ratio.ts";
import { martinRatio } from "./martin-ratio.ts";
import { painRatio } from "./pain-ratio.ts";
import { recoveryFactor } from "./recovery-factor.ts";
import { sterlingRatio } from "./sterling-ratio.ts";

const column = (...values: number[]) => Float64Array.from(values);

// Wealth 1 → 0.8, 1, 1.6, 1.2, 0.8, 1.6: drawdowns 0.2 (one period) and 0.5 (0.25, then 0.5); six periods.
const RETURNS = column(-0.2, 0.25, 0.6, -0.25, -1 / 3, 1);
// Six periods a year: the annual return is 0.6.
const options = { periodsPerYear: 6, riskFree: 0.1 };

describe("ratios of return to drawdown", () => {
  it("are what paper says", () => {
    expect(calmarRatio(RETURNS, options)).toBeCloseTo(0.6 / 0.5, 12);
    expect(sterlingRatio(RETURNS, options)).toBeCloseTo(0.5 / 0.35, 12);
    expect(burkeRatio(RETURNS, options)).toBeCloseTo(0.5 / Math.sqrt(0.04 + 0.25), 12);
    expect(painRatio(RETURNS, options)).toBeCloseTo(0.5 / (0.95 / 6), 12);
    expect(martinRatio(RETURNS, options)).toBeCloseTo(0.5 / Math.sqrt((0.04 + 0.0625 + 0.25) / 6), 12);
    expect(recoveryFactor(column(80, 100, 160, 120, 80, 160), 100)).toBeCloseTo(0.6 / 0.5, 12);
  });

  it("are NaN where nothing fell, and without returns", () => {
    for (const ratio of [calmarRatio, sterlingRatio, burkeRatio, painRatio, martinRatio]) {
      expect(ratio(column(0.1, 0, 0.2), options)).toBeNaN();
      expect(ratio(column(), options)).toBeNaN();
    }
    expect(recoveryFactor(column(101, 102), 100)).toBeNaN();
    expect(recoveryFactor(column())).toBeNaN();
  });

  it("lets the five deepest drawdowns count in Sterling's", () => {
    // Six falls to 1 − k/10 of the peak, k = 1 … 6, each with full recovery: the mean of 2 … 6 tenths is 0.4.
    const returns = Float64Array.from([1, 2, 3, 4, 5, 6].flatMap((k) => [-k / 10, 1 / (1 - k / 10) - 1]));
    const withGain = column(...returns, 0.4);
    expect(sterlingRatio(withGain, { periodsPerYear: 13 })).toBeCloseTo(1, 10);
  });
});
