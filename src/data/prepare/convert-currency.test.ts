import fc from "fast-check";
import { expect, it } from "vitest";
import { dailyBars } from "../../../test/support/random-simulation.ts";
import { thrown } from "../../../test/support/thrown.ts";
import { sliceBars } from "../../market/slice-bars.ts";
import { convertCurrency } from "./convert-currency.ts";

const rates = dailyBars([
  [1, 1.5],
  [1.5, 2],
  [2, 4],
]);
const prices = dailyBars([
  [1, 1],
  [10, 12, 0.5],
  [12, 6],
]);
const bars = sliceBars(prices, 1, 3);

it("takes the rate that was known at each price's time", () => {
  const { open, high, low, close, instrument, ticksPerUnit } = convertCurrency(bars, rates, "EUR");
  // The second day opens when the first rate is known (1.5), and closes with the second (2).
  expect([...open]).toEqual([15, 24]);
  expect([...close]).toEqual([24, 24]);
  expect([...high]).toEqual([36, 48]);
  expect([...low]).toEqual([(10 / 1.5) * 2, 24]);
  expect([instrument.currency, ticksPerUnit]).toEqual(["EUR", null]);
});

it("knows nothing of later rates", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2 }), (length) => {
      const whole = convertCurrency(bars, rates, "EUR");
      const part = convertCurrency(sliceBars(bars, 0, length), sliceBars(rates, 0, length + 1), "EUR");
      expect(part.close).toEqual(whole.close.slice(0, length));
      expect(part.open).toEqual(whole.open.slice(0, length));
    }),
  );
});

it("refuses bars before the first rate", () => {
  expect(thrown(() => convertCurrency(prices, rates, "EUR")).message).toContain(
    "rates must be known before the first bar",
  );
});
