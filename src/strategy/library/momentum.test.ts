import { expect, it } from "vitest";
import { pricePath } from "../../../test/support/price-path.ts";
import { signalBars } from "../../../test/support/signal-bars.ts";
import { momentum } from "./momentum.ts";

it("is long above the price of two bars ago by more than 2 %, short below it by more, and flat between", () => {
  // Change over two bars:                    +3 %  +1 % −4.9 % −1.98 % +3.1 %
  const bars = pricePath(100, 100, 103, 101, 98, 99, 101);
  expect(signalBars(momentum, bars, { length: 2, threshold: 0.02 })).toEqual({
    entries: [2, 6],
    exits: [3, 4, 5],
    shortEntries: [4],
    shortExits: [2, 3, 5, 6],
  });
});

it("isn't moved by a change that is just the threshold, either way", () => {
  const { entries, shortEntries } = signalBars(momentum, pricePath(100, 102, 50, 49), { length: 1, threshold: 0.02 });
  expect(entries).toEqual([]);
  expect(shortEntries).toEqual([2]);
});

it("has one meaning for a threshold of 0: above is long, below is short, unchanged is neither", () => {
  expect(signalBars(momentum, pricePath(5, 6, 5, 5), { length: 1, threshold: 0 })).toEqual({
    entries: [1],
    exits: [2, 3],
    shortEntries: [2],
    shortExits: [1, 3],
  });
});
