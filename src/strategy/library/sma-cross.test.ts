import { expect, it } from "vitest";
import { pricePath } from "../../../test/support/price-path.ts";
import { signalBars } from "../../../test/support/signal-bars.ts";
import { smaCross } from "./sma-cross.ts";

it("goes with the crossings of the two averages, and an equal bar keeps the relation", () => {
  // Fast 1 is the close; slow from bar 1: 2.5, 1.5, 2, 3, 2.5. Bar 4: 3 is 3.
  expect(signalBars(smaCross, pricePath(3, 2, 1, 3, 3, 2), { fast: 1, slow: 2 })).toEqual({
    entries: [3],
    exits: [5],
    shortEntries: [5],
    shortExits: [3],
  });
});

it("wants fast below slow", () => {
  expect(smaCross.where({ fast: 10, slow: 50 })).toBe(true);
  expect(smaCross.where({ fast: 50, slow: 50 })).toBe(false);
});
