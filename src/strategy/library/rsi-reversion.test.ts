import { expect, it } from "vitest";
import { pricePath } from "../../../test/support/price-path.ts";
import { signalBars } from "../../../test/support/signal-bars.ts";
import { rsiReversion } from "./rsi-reversion.ts";

it("enters beyond the outer levels and leaves at the one between, either way", () => {
  // Average rise and fall over 2: bar 2: 1/2, 1/2 (50); bar 3: 1/4, 5/4 (16.7); bar 4: 5/8, 5/8 (50, not above it);
  // bar 5: 13/16, 5/16 (72.2); bar 6: 13/32, 37/32 (26).
  const bars = pricePath(10, 11, 10, 8, 9, 10, 8);
  expect(signalBars(rsiReversion, bars, { length: 2, oversold: 30, overbought: 70, exit: 50 })).toEqual({
    entries: [3, 6],
    exits: [5],
    shortEntries: [5],
    shortExits: [6],
  });
});

it("says nothing about a price that doesn't move", () => {
  const flat = pricePath(...new Array<number>(40).fill(7));
  const none = { entries: [], exits: [], shortEntries: [], shortExits: [] };
  expect(signalBars(rsiReversion, flat, { length: 14, oversold: 30, overbought: 70, exit: 50 })).toEqual(none);
});

it("wants the exit between the outer levels", () => {
  const p = { length: 14, oversold: 30, overbought: 70, exit: 50 };
  expect(rsiReversion.where(p)).toBe(true);
  expect(rsiReversion.where({ ...p, exit: 30 })).toBe(false);
  expect(rsiReversion.where({ ...p, exit: 70 })).toBe(false);
});
