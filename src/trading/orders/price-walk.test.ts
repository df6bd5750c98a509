import { describe, expect, it } from "vitest";
import { comparePlaces, PriceWalk } from "./price-walk.ts";

const BAR = { open: 100, high: 110, low: 90, close: 104 };

describe("PriceWalk", () => {
  it("meets levels on its way, in its order", () => {
    const order = (mode: "worst" | "best" | "ohlc" | "olhc", side: 1 | -1) => {
      const walk = new PriceWalk(BAR, mode, side);
      return comparePlaces(walk.next(1, 105)!, walk.next(-1, 95)!) < 0 ? "up" : "down";
    };
    expect([order("worst", 1), order("worst", -1), order("best", 1), order("best", -1)]).toEqual([
      "down",
      "up",
      "up",
      "down",
    ]);
    expect([order("ohlc", 1), order("ohlc", -1), order("olhc", 1), order("olhc", -1)]).toEqual([
      "up",
      "up",
      "down",
      "down",
    ]);
  });

  it("meets at once what it is beyond, and never what the bar doesn't reach", () => {
    const walk = new PriceWalk(BAR, "ohlc", 1);
    expect(walk.next(1, 99)).toEqual({ turn: 0, distance: 0 });
    expect(walk.next(1, 110.5)).toBeNull();
    expect(walk.next(-1, NaN)).toBeNull();
    // Up ten to the high, then down five.
    expect(walk.next(1, 110)).toEqual({ turn: 0, distance: 10 });
    expect(walk.next(-1, 99)).toEqual({ turn: 1, distance: 11 });
  });

  it("leaves behind what it has passed", () => {
    const walk = new PriceWalk(BAR, "ohlc", 1);
    walk.goTo(walk.next(-1, 95)!, 95);
    expect(walk.next(1, 105)).toBeNull();
    expect(walk.next(1, 103)).toEqual({ turn: 2, distance: 13 });
  });

  it("counts after an entry only what surely comes later", () => {
    const walk = new PriceWalk(BAR, "worst", 1);
    walk.goTo(walk.next(-1, 95)!, 95);
    walk.entered("limit", 1, 95);
    // The low, then the close: the high may have been before.
    expect(walk.next(1, 105)).toBeNull();
    expect(walk.next(1, 104)).toEqual({ turn: 1, distance: 14 });
  });

  it("raises a trail along a path only", () => {
    const trail = { kind: "amount", amount: 12 } as const;
    // From a best price of 101: 98 − 8; along the path the high of 110 makes it 98.
    expect(new PriceWalk(BAR, "ohlc", 1).nextTrail(trail, -1, 101)).toEqual({ turn: 1, distance: 12, level: 98 });
    expect(new PriceWalk(BAR, "worst", 1).nextTrail(trail, -1, 101)).toBeNull();
    expect(new PriceWalk(BAR, "worst", 1).nextTrail(trail, -1, 103)).toEqual({ turn: 0, distance: 9, level: 91 });
  });
});
