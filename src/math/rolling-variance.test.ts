import * as fc from "fast-check";
import { expect, it } from "vitest";
import { exactWindow } from "../../test/support/exact-window.ts";
import { randomMarket, seeds } from "../../test/support/random-market.ts";
import { roughPrices } from "../../test/support/rough-prices.ts";
import { RollingVariance } from "./rolling-variance.ts";

it("is within 1e-12 of the exact variance off every grid, never negative, and 0 where nothing varies", () => {
  fc.assert(
    fc.property(seeds, fc.integer({ min: 2, max: 200 }), (seed, window) => {
      const prices = roughPrices(seed, 2500);
      const rolling = new RollingVariance(window, null);
      for (const [i, price] of prices.entries()) {
        rolling.push(price);
        if (i < window - 1) continue;
        const exact = exactWindow(prices, window, i).variance;
        const actual = rolling.variance();
        if (exact === 0) expect(actual).toBe(0);
        else expect(Math.abs(actual - exact) / exact).toBeLessThanOrEqual(1e-12);
      }
    }),
    { numRuns: 8 },
  );
});

it("is one division of whole numbers on a grid: equal variances are equal floats", () => {
  fc.assert(
    fc.property(seeds, fc.integer({ min: 2, max: 60 }), (seed, window) => {
      const { close } = randomMarket("quiet", seed, 600);
      const cents = close.map((price) => Math.round(price * 100));
      const rolling = new RollingVariance(window, 100);
      for (let i = 0; i < close.length; i++) {
        rolling.push(close[i]!);
        if (i < window - 1) continue;
        const first = cents[i]!;
        const distances = cents.subarray(i - window + 1, i + 1).map((value) => value - first);
        const sum = distances.reduce((total, value) => total + value, 0);
        const squares = distances.reduce((total, value) => total + value * value, 0);
        expect(rolling.variance()).toBe((window * squares - sum * sum) / (window * window * 10_000));
      }
    }),
    { numRuns: 20 },
  );
});

it("divides by one less for a sample, scores the newest value, and waits for missing ones", () => {
  const rolling = new RollingVariance(2, null);
  rolling.push(1);
  expect([rolling.variance(), rolling.score]).toStrictEqual([NaN, NaN]);
  rolling.push(3);
  expect([rolling.variance(), rolling.variance(1), rolling.score]).toStrictEqual([1, 2, 1]);
  rolling.push(NaN);
  expect(rolling.variance()).toBeNaN();
  rolling.push(5);
  rolling.push(5);
  expect([rolling.variance(), rolling.score]).toStrictEqual([0, NaN]);
});
