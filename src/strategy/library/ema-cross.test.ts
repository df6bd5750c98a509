import { expect, it } from "vitest";
import { pricePath } from "../../../test/support/price-path.ts";
import { signalBars } from "../../../test/support/signal-bars.ts";
import { emaCross } from "./ema-cross.ts";

it("goes with the crossings of the two averages", () => {
  // Fast 1 is the close; slow 3 has weight 1/2 and begins at bar 2 with the mean of 3, 2, 1: 2, 3, 2.5.
  expect(signalBars(emaCross, pricePath(3, 2, 1, 4, 2), { fast: 1, slow: 3 })).toEqual({
    entries: [3],
    exits: [4],
    shortEntries: [4],
    shortExits: [3],
  });
});

it("wants fast below slow", () => {
  expect(emaCross.where({ fast: 12, slow: 26 })).toBe(true);
  expect(emaCross.where({ fast: 26, slow: 26 })).toBe(false);
});
