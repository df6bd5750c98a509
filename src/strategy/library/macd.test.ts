import { expect, it } from "vitest";
import { pricePath } from "../../../test/support/price-path.ts";
import { signalBars } from "../../../test/support/signal-bars.ts";
import { macd } from "./macd.ts";

it("goes with the crossings of line and signal", () => {
  // Fast 1 is the close; slow 3 has weight 1/2, the signal 2/3. Slow from bar 2: 4, 4, 6, 7, 7.5, 9.75. Line less
  // signal from bar 3: 0, 2 − 1.33, 1 − 1.11, 0.5 − 0.70, 2.25 − 1.73. Bar 4 is the first difference: no crossing.
  const bars = pricePath(4, 4, 4, 4, 8, 8, 8, 12);
  expect(signalBars(macd, bars, { fast: 1, slow: 3, signal: 2 })).toEqual({
    entries: [7],
    exits: [5],
    shortEntries: [5],
    shortExits: [7],
  });
});

it("wants fast below slow", () => {
  expect(macd.where({ fast: 12, slow: 26, signal: 9 })).toBe(true);
  expect(macd.where({ fast: 26, slow: 26, signal: 9 })).toBe(false);
});
