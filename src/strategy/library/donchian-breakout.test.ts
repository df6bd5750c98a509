import { expect, it } from "vitest";
import { pricePath } from "../../../test/support/price-path.ts";
import { signalBars } from "../../../test/support/signal-bars.ts";
import { donchianBreakout } from "./donchian-breakout.ts";

it("goes with a close beyond the channel before, and leaves beyond the shorter one", () => {
  // A bar spans its close and the one before. Bar 4: 12 above 11, the highest of bars 1 to 3. Bar 6: 9 below 10, the
  // lowest of 3 to 5, and below 10.5, that of 4 and 5. Bar 7: 8.5 below 9. Bar 8: 11.5 above 11, the highest of 6 and 7,
  // but not above 12, that of 5 to 7.
  const bars = pricePath(10, 11, 10, 10.5, 12, 11, 9, 8.5, 11.5);
  expect(signalBars(donchianBreakout, bars, { entry: 3, exit: 2 })).toEqual({
    entries: [4],
    exits: [6, 7],
    shortEntries: [6, 7],
    shortExits: [4, 8],
  });
});

it("wants an exit channel no longer than the entry's", () => {
  expect(donchianBreakout.where({ entry: 20, exit: 20 })).toBe(true);
  expect(donchianBreakout.where({ entry: 20, exit: 25 })).toBe(false);
});
