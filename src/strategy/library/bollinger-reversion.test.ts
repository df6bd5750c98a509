import { expect, it } from "vitest";
import { pricePath } from "../../../test/support/price-path.ts";
import { signalBars } from "../../../test/support/signal-bars.ts";
import { bollingerReversion } from "./bollinger-reversion.ts";

it("enters beyond a band and leaves at the middle, either way", () => {
  // Bands of 5 bars and 1 deviation. Bar 4: mean 11, deviation √(4/5), so 11 lies inside. Bar 5: mean 10.6, variance
  // 11.2/5, lower band 9.10. Bar 7: mean 10.2. Bar 8: mean 10.6, variance 21.2/5, upper band 12.66. Bar 9: mean 10.4.
  const bars = pricePath(10, 12, 10, 12, 11, 8, 9, 11, 14, 10);
  expect(signalBars(bollingerReversion, bars, { length: 5, width: 1 })).toEqual({
    entries: [5],
    exits: [7],
    shortEntries: [8],
    shortExits: [9],
  });
});

it("refuses bands that no value of the window can lie beyond", () => {
  // Of 5 values, 4 alike and 1 other: it lies 4/5 of the distance from the mean, the deviation is 2/5: exactly 2.
  expect(bollingerReversion.where({ length: 5, width: 2 })).toBe(false);
  expect(bollingerReversion.where({ length: 5, width: 1.9 })).toBe(true);
  expect(bollingerReversion.where({ length: 10, width: 3 })).toBe(false);
  expect(bollingerReversion.where({ length: 20, width: 4 })).toBe(true);
});
