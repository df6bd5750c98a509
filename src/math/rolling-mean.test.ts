import * as fc from "fast-check";
import { expect, it } from "vitest";
import { exactWindow } from "../../test/support/exact-window.ts";
import { randomMarket, seeds } from "../../test/support/random-market.ts";
import { roughPrices } from "../../test/support/rough-prices.ts";
import { rollingMean } from "./rolling-mean.ts";

it("is within 1e-15 of the exact mean off every grid, after spikes to 1e9 and in flat stretches", () => {
  fc.assert(
    fc.property(seeds, fc.integer({ min: 1, max: 200 }), (seed, window) => {
      const prices = roughPrices(seed, 2500);
      const means = rollingMean(prices, window);
      for (let i = window - 1; i < prices.length; i += 3) {
        expect(exactWindow(prices, window, i).relativeErrorOfMean(means[i]!)).toBeLessThanOrEqual(1e-15);
      }
    }),
    { numRuns: 12 },
  );
});

it("orders two averages of cents as exact arithmetic does, ties included: no wrong crossing", () => {
  let ties = 0;
  let wrong = 0;
  let wrongWithoutGrid = 0;
  for (let seed = 0; seed < 12; seed++) {
    const { close } = randomMarket("quiet", seed, 4000);
    const cents = Array.from(close, (price) => Math.round(price * 100));
    const [fast, slow] = [2 + (seed % 5), 4 + 3 * (seed % 7)];
    const [quick, steady] = [rollingMean(close, fast, 100), rollingMean(close, slow, 100)];
    const [looseQuick, looseSteady] = [rollingMean(close, fast), rollingMean(close, slow)];
    const sum = (window: number, i: number) => cents.slice(i - window + 1, i + 1).reduce((a, b) => a + b, 0);
    for (let i = Math.max(fast, slow) - 1; i < close.length; i++) {
      const exact = Math.sign(sum(fast, i) * slow - sum(slow, i) * fast);
      if (exact === 0 && fast !== slow) ties++;
      if (Math.sign(quick[i]! - steady[i]!) !== exact) wrong++;
      if (Math.sign(looseQuick[i]! - looseSteady[i]!) !== exact) wrongWithoutGrid++;
    }
  }
  expect(ties).toBeGreaterThan(1000);
  expect(wrong).toBe(0);
  expect(wrongWithoutGrid).toBeGreaterThan(0);
});

it("is undefined for as long as a missing value is in the window, on a grid and off", () => {
  const values = Float64Array.of(1, 2, NaN, 4, 6, Infinity, 1, 3);
  const expected = [NaN, 1.5, NaN, NaN, 5, NaN, NaN, 2];
  expect([...rollingMean(values, 2)]).toStrictEqual(expected);
  expect([...rollingMean(values, 2, 4)]).toStrictEqual(expected);
});
