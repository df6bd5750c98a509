import * as fc from "fast-check";
import { expect, it } from "vitest";
import { exactWindow } from "../../test/support/exact-window.ts";
import { seeds } from "../../test/support/random-market.ts";
import { roughPrices } from "../../test/support/rough-prices.ts";
import { RollingLine } from "./rolling-line.ts";

it("keeps the slope within 1e-12 of the window's spread, after spikes to 1e9 and in flat stretches", () => {
  fc.assert(
    fc.property(seeds, fc.integer({ min: 2, max: 200 }), (seed, window) => {
      const prices = roughPrices(seed, 2500);
      const line = new RollingLine(window, null);
      for (const [i, price] of prices.entries()) {
        line.push(price);
        if (i < window - 1) continue;
        const exact = exactWindow(prices, window, i);
        // A slope near 0 is a small difference of large terms; what it can be off by goes with what varies.
        const steepest = (2 * Math.sqrt(3 * exact.variance)) / Math.sqrt(window * window - 1);
        expect(Math.abs(line.slope - exact.slope)).toBeLessThanOrEqual(1e-12 * steepest);
      }
    }),
    { numRuns: 8 },
  );
});

it("has level, slope and weighted mean of a line: 3, 5, 7 ticks of a quarter", () => {
  const line = new RollingLine(3, 4);
  for (const value of [9, 3 / 4, 5 / 4, 7 / 4]) line.push(value);
  expect([line.start, line.end, line.slope, line.rSquared]).toStrictEqual([0.75, 1.75, 0.5, 1]);
  expect(line.weightedMean).toBe((3 + 2 * 5 + 3 * 7) / (6 * 4));
});

it("has no line through a single value", () => {
  const line = new RollingLine(1, null);
  line.push(4);
  expect([line.weightedMean, line.start, line.end, line.slope]).toStrictEqual([4, NaN, NaN, NaN]);
});
