import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DAY_MS, emptyInput, metricInput, QUARTER } from "../../test/support/metric-input.ts";
import { lowerPartialMoment } from "../math/partial-moments.ts";
import { averageDrawdown } from "./average-drawdown.ts";
import {
  averageDrawdownDaysMetric,
  longestDrawdownDaysMetric,
  maxDrawdownDaysMetric,
  recoveryDaysMetric,
} from "./drawdown-days.ts";
import { drawdownMoment, drawdownSeries } from "./drawdown-series.ts";
import { findDrawdowns, worstDrawdowns } from "./drawdowns.ts";
import { maxDrawdown } from "./max-drawdown.ts";
import { painIndex } from "./pain-index.ts";
import { timeUnderWater } from "./time-under-water.ts";
import { ulcerIndex } from "./ulcer-index.ts";

const column = (...values: number[]) => Float64Array.from(values);
const anyEquity = fc
  .array(fc.integer({ min: 1, max: 200 }), { maxLength: 60 })
  .map((values) => Float64Array.from(values));

// From 100: down to 80 and back; a peak at 160; down to 120 and 80; back at 160, on to 200; 150 at the end.
const EQUITY = column(80, 100, 160, 120, 80, 160, 200, 150);

describe("drawdownSeries", () => {
  it("measures from the highest so far, the starting capital being the first", () => {
    expect(drawdownSeries(EQUITY, 100)).toEqual(column(-0.2, 0, 0, -0.25, -0.5, 0, 0, -0.25));
    expect(drawdownSeries(EQUITY)[0]).toBe(0);
    expect(drawdownSeries(column())).toEqual(column());
  });

  it("passes over NaN", () => {
    expect(drawdownSeries(column(100, NaN, 50), 100)).toEqual(column(0, NaN, -0.5));
  });
});

describe("drawdownMoment", () => {
  it("is the moment of the series, to the bit", () => {
    const equity = fc.array(fc.oneof(fc.double({ min: -10, max: 200, noNaN: true }), fc.constant(NaN)));
    fc.assert(
      fc.property(equity, fc.constantFrom(0 as const, 1 as const, 2 as const), (values, order) => {
        const column = Float64Array.from(values);
        const expected = lowerPartialMoment(drawdownSeries(column, 100), 0, order);
        expect(drawdownMoment(column, 100, order)).toBe(expected);
      }),
    );
  });
});

describe("findDrawdowns", () => {
  it("finds each stretch below a peak", () => {
    const found = findDrawdowns(EQUITY, 100);
    expect(found).toEqual({
      length: 3,
      peak: Int32Array.of(-1, 2, 6),
      trough: Int32Array.of(0, 4, 7),
      recovery: Int32Array.of(1, 5, -1),
      depth: column(-0.2, -0.5, -0.25),
    });
  });

  it("starts at the last bar of a peak that is held, and takes the first of equal troughs", () => {
    expect(findDrawdowns(column(100, 100, 90, 90, 100), 100)).toMatchObject({
      peak: Int32Array.of(1),
      trough: Int32Array.of(2),
      recovery: Int32Array.of(4),
    });
  });

  it("finds none where equity never falls, nor without equity", () => {
    expect(findDrawdowns(column(100, 101, 101), 100).length).toBe(0);
    expect(findDrawdowns(column()).length).toBe(0);
  });

  it("covers exactly the bars below water, and its depths are the lowest of the series there", () =>
    fc.assert(
      fc.property(anyEquity, (equity) => {
        const series = drawdownSeries(equity, 100);
        const found = findDrawdowns(equity, 100);
        const below = series.map(() => 0);
        found.depth.forEach((depth, k) => {
          const end = found.recovery[k] === -1 ? equity.length : found.recovery[k]!;
          const stretch = series.subarray(found.peak[k]! + 1, end);
          expect(Math.min(...stretch)).toBe(depth);
          expect(series[found.trough[k]!]).toBe(depth);
          below.fill(1, found.peak[k]! + 1, end);
        });
        expect(below).toEqual(series.map((d) => (d < 0 ? 1 : 0)));
      }),
    ));
});

describe("worstDrawdowns", () => {
  const time = EQUITY.map((_, i) => (i + 1) * DAY_MS);

  it("lists the deepest first, with dates and lengths", () => {
    const [first, second, third, ...rest] = worstDrawdowns(EQUITY, time, { startingCapital: 100, start: 0 });
    expect(first).toEqual({
      peakIndex: 2,
      troughIndex: 4,
      recoveryIndex: 5,
      peakTime: 3 * DAY_MS,
      troughTime: 5 * DAY_MS,
      recoveryTime: 6 * DAY_MS,
      depth: -0.5,
      days: 3,
      daysToTrough: 2,
      daysToRecovery: 1,
    });
    expect(second).toMatchObject({
      depth: -0.25,
      recoveryIndex: null,
      recoveryTime: null,
      days: 1,
      daysToRecovery: null,
    });
    expect(third).toMatchObject({ depth: -0.2, peakIndex: -1, peakTime: 0, days: 2 });
    expect(rest).toEqual([]);
  });

  it("keeps to its limit, and puts the earlier of equally deep ones first", () => {
    const twice = column(100, 50, 100, 50, 100);
    const found = worstDrawdowns(
      twice,
      twice.map((_, i) => i * DAY_MS),
    );
    expect(found.map((d) => d.peakIndex)).toEqual([0, 2]);
    expect(worstDrawdowns(EQUITY, time, {}, 1)).toHaveLength(1);
    expect(worstDrawdowns(column(), column())).toEqual([]);
  });

  it("refuses times of another length", () => {
    expect(() => worstDrawdowns(EQUITY, column(1))).toThrow(expect.objectContaining({ code: "BACKSIGHT_LENGTH" }));
  });
});

describe("maxDrawdown and the means over drawdowns", () => {
  it("are what paper says", () => {
    expect(maxDrawdown(EQUITY, 100)).toBe(-0.5);
    expect(averageDrawdown(EQUITY, 100)).toBeCloseTo(-0.95 / 3, 15);
    expect(painIndex(EQUITY, 100)).toBe(1.2 / 8); // 0.2 + 0.25 + 0.5 + 0.25
    expect(ulcerIndex(EQUITY, 100)).toBeCloseTo(Math.sqrt(0.415 / 8), 15); // 0.04 + 0.0625 + 0.25 + 0.0625
    expect(timeUnderWater(EQUITY, 100)).toBe(0.5);
  });

  it("count a loss in the first bar only against the starting capital", () => {
    expect(maxDrawdown(column(90, 95), 100)).toBe(-0.1);
    expect(maxDrawdown(column(90, 95))).toBe(0);
  });

  it("are 0 or undefined where equity never falls, and NaN without equity", () => {
    const rising = column(101, 102);
    expect([
      maxDrawdown(rising, 100),
      painIndex(rising, 100),
      ulcerIndex(rising, 100),
      timeUnderWater(rising, 100),
    ]).toEqual([0, 0, 0, 0]);
    expect(averageDrawdown(rising, 100)).toBeNaN();
    for (const statistic of [maxDrawdown, averageDrawdown, painIndex, ulcerIndex, timeUnderWater]) {
      expect(statistic(column())).toBeNaN();
    }
  });

  it("passes over NaN", () => expect(maxDrawdown(column(100, NaN, 50), 100)).toBe(-0.5));

  it("are ordered: average ≥ maximum, pain ≤ ulcer ≤ |maximum|", () =>
    fc.assert(
      fc.property(anyEquity, (equity) => {
        fc.pre(equity.length > 0);
        const deepest = maxDrawdown(equity, 100);
        expect(deepest).toBe(Math.min(0, ...drawdownSeries(equity, 100)));
        if (deepest < 0) expect(averageDrawdown(equity, 100)).toBeGreaterThanOrEqual(deepest * (1 + 1e-15));
        expect(painIndex(equity, 100)).toBeLessThanOrEqual(ulcerIndex(equity, 100) * (1 + 1e-14));
        expect(ulcerIndex(equity, 100)).toBeLessThanOrEqual(-deepest * (1 + 1e-14));
      }),
    ));
});

describe("days of drawdowns", () => {
  it("tell the deepest from the longest", () => {
    // A quarter-year apart: 100 → 95 for three quarters, then 200 → 100 for one, then back at 200.
    const input = metricInput({
      equity: column(95, 96, 200, 100, 200),
      time: column(1, 2, 3, 4, 5).map((q) => q * QUARTER * DAY_MS),
    });
    expect(maxDrawdownDaysMetric.compute(input)).toBe(2 * QUARTER);
    expect(recoveryDaysMetric.compute(input)).toBe(QUARTER);
    expect(longestDrawdownDaysMetric.compute(input)).toBe(3 * QUARTER);
    expect(averageDrawdownDaysMetric.compute(input)).toBe(2.5 * QUARTER);
  });

  it("run to the last bar while there is no recovery", () => {
    const input = metricInput({ equity: column(110, 120, 60, 70) });
    expect(maxDrawdownDaysMetric.compute(input)).toBe(2 * QUARTER);
    expect(recoveryDaysMetric.compute(input)).toBeNaN();
  });

  it("are 0 without a drawdown, as far as they aren't means", () => {
    const input = metricInput({ equity: column(101, 102, 103, 104) });
    expect(maxDrawdownDaysMetric.compute(input)).toBe(0);
    expect(longestDrawdownDaysMetric.compute(input)).toBe(0);
    expect(averageDrawdownDaysMetric.compute(input)).toBeNaN();
    expect(maxDrawdownDaysMetric.compute(emptyInput())).toBeNaN();
    expect(longestDrawdownDaysMetric.compute(emptyInput())).toBeNaN();
  });
});
