import { expect, it } from "vitest";
import { dailyBars } from "../../../test/support/random-simulation.ts";
import { barsOfShared, shareBars } from "../../market/shared-bars.ts";
import { sliceBars } from "../../market/slice-bars.ts";
import { inAccountCurrency } from "./in-account-currency.ts";

const rates = dailyBars([
  [1, 2],
  [2, 4],
  [4, 5],
]);
const prices = sliceBars(
  dailyBars([
    [1, 1],
    [10, 12],
    [12, 6],
  ]),
  1,
  3,
);
const bars = { ...prices, instrument: { ...prices.instrument, currency: "EUR" } };
const converted = inAccountCurrency(bars, { EURUSD: rates }, "USD");

it("keeps the quoted prices beside the converted ones, and the rate of each close", () => {
  // Known at the opens: 2, then 4; at the closes: 4, then 5.
  expect([...converted.open, ...converted.close]).toEqual([20, 48, 48, 30]);
  expect(converted.instrument.currency).toBe("USD");
  expect(converted.local!.bars).toEqual(bars);
  expect([...converted.local!.rate]).toEqual([4, 5]);
});

it("takes a pair that stands the other way round", () => {
  const half = dailyBars([
    [1, 0.5],
    [0.5, 0.25],
    [0.25, 0.2],
  ]);
  expect(inAccountCurrency(bars, { USDEUR: half }, "USD").close).toEqual(converted.close);
});

it("leaves bars of the account's own currency as they are", () => {
  expect(inAccountCurrency(bars, {}, "EUR")).toBe(bars);
});

it("is cut and shared whole", () => {
  const part = sliceBars(converted, 1, 2);
  expect([part.close[0], part.local!.bars.close[0], part.local!.rate[0]]).toEqual([30, 6, 5]);
  expect(barsOfShared(structuredClone(shareBars(converted)!))).toEqual(converted);
});
