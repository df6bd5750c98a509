import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { roundTrips } from "./round-trips.ts";

const column = (...values: number[]) => Float64Array.from(values);

describe("roundTrips", () => {
  it("closes the oldest units first", () => {
    // 3 at 10, 2 at 20; sell 4 at 30: 3 × 20 + 1 × 10 = 70 on 3 × 10 + 1 × 20 = 50; then the last one at 15: −5 on 20.
    expect(roundTrips(column(3, 2, -4, -1), column(10, 20, 30, 15))).toEqual([
      { openIndex: 0, closeIndex: 2, side: "long", quantity: 4, pnl: 70, returnFraction: 1.4 },
      { openIndex: 1, closeIndex: 3, side: "long", quantity: 1, pnl: -5, returnFraction: -0.25 },
    ]);
  });

  it("splits a fill that turns the position round", () => {
    // Long 1 at 10, sell 3 at 12: +2; short 2 at 12, bought back at 9: +6 on 24.
    expect(roundTrips(column(1, -3, 2), column(10, 12, 9))).toEqual([
      { openIndex: 0, closeIndex: 1, side: "long", quantity: 1, pnl: 2, returnFraction: 0.2 },
      { openIndex: 1, closeIndex: 2, side: "short", quantity: 2, pnl: 6, returnFraction: 0.25 },
    ]);
  });

  it("takes a remainder of rounding for nothing", () => {
    // 0.1 + 0.2 is not 0.3: the sale is 5e-17 short of the position.
    const trips = roundTrips(column(0.1, 0.2, -0.3, 1, -1), column(10, 10, 11, 20, 21));
    expect(trips.map((t) => [t.openIndex, t.closeIndex])).toEqual([
      [0, 2],
      [3, 4],
    ]);
    // … and here it is more.
    const over = roundTrips(column(0.3, -0.1, -0.1, -0.1 - 1e-16, 1, -1), column(1, 1, 1, 1, 2, 3));
    expect(over.map((t) => t.side)).toEqual(["long", "long", "long", "long"]);
  });

  it("lists nothing that is still open, and nothing without fills", () => {
    expect(roundTrips(column(1, 1), column(1, 2))).toEqual([]);
    expect(roundTrips(column(), column())).toEqual([]);
    expect(() => roundTrips(column(1), column())).toThrow(expect.objectContaining({ code: "BACKSIGHT_LENGTH" }));
  });

  it("adds up to the cash that a flat book took in", () =>
    fc.assert(
      fc.property(
        fc.array(
          fc.record({ q: fc.integer({ min: -5, max: 5 }).filter((q) => q !== 0), p: fc.integer({ min: 1, max: 99 }) }),
          {
            maxLength: 30,
          },
        ),
        (fills) => {
          const held = fills.reduce((total, { q }) => total + q, 0);
          const all = held === 0 ? fills : [...fills, { q: -held, p: 50 }];
          const trips = roundTrips(
            Float64Array.from(all, ({ q }) => q),
            Float64Array.from(all, ({ p }) => p),
          );
          const cash = all.reduce((total, { q, p }) => total - q * p, 0);
          expect(trips.reduce((total, trip) => total + trip.pnl, 0)).toBe(cash + 0);
        },
      ),
    ));
});
