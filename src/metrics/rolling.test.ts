import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rollingSharpe, rollingStatistic, rollingVolatility } from "./rolling.ts";
import { sharpeRatio } from "./sharpe-ratio.ts";
import { volatility } from "./volatility.ts";

const daily = { periodsPerYear: 252 };

describe("rolling statistics", () => {
  it("read the window and nothing else", () => {
    const largest = rollingStatistic(Float64Array.of(3, 1, 4, 1, 5), 3, (slice) => Math.max(...slice));
    expect(largest).toEqual(Float64Array.of(NaN, NaN, 4, 4, 5));
    expect(rollingStatistic(Float64Array.of(1), 2, () => 7)).toEqual(Float64Array.of(NaN));
  });

  it("equal the statistic of each slice to the bit", () =>
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -0.2, max: 0.2 }), { maxLength: 40 }),
        fc.integer({ min: 1, max: 12 }),
        (values, window) => {
          const returns = Float64Array.from(values);
          const sharpe = rollingSharpe(returns, window, { periodsPerYear: 252, riskFree: 0.02 });
          const spread = rollingVolatility(returns, window, daily);
          for (let i = 0; i < returns.length; i++) {
            const slice = returns.slice(Math.max(0, i - window + 1), i + 1);
            const isWhole = i >= window - 1;
            expect(sharpe[i]).toBe(isWhole ? sharpeRatio(slice, { periodsPerYear: 252, riskFree: 0.02 }) : NaN);
            expect(spread[i]).toBe(isWhole ? volatility(slice, daily) : NaN);
          }
        },
      ),
    ));

  it("refuse a window that is no count", () => {
    for (const window of [0, 1.5, NaN]) {
      expect(() => rollingSharpe(Float64Array.of(1), window, daily)).toThrow(
        expect.objectContaining({ code: "BACKSIGHT_ARGUMENT" }),
      );
    }
  });
});
