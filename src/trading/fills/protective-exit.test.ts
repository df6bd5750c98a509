import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type BarPrices,
  INTRABAR_MODES,
  type IntrabarMode,
  isOutOfReach,
  type Protection,
  protectiveExit,
  stopLevel,
  trackExtreme,
} from "./protective-exit.ts";

/** A long position bought at 100, without protection. */
function long(changes: Partial<Protection> = {}): Protection {
  return { side: 1, stop: NaN, target: NaN, trail: null, extreme: 100, ...changes };
}
const bar = (open: number, high: number, low: number, close: number): BarPrices => ({ open, high, low, close });

/** The exit in words: `reason @ reference phase`. */
function exit(protection: Protection, prices: BarPrices, mode: IntrabarMode = "worst"): string {
  const found = protectiveExit(protection, prices, mode);
  return found === null ? "none" : `${found.reason} @ ${found.reference} ${found.phase}`;
}

describe("protectiveExit", () => {
  const both = { stop: 95, target: 110 };

  it.each<[string, Partial<Protection>, BarPrices, string]>([
    ["nothing is reached", both, bar(100, 109, 96, 100), "none"],
    ["the low touches the stop", both, bar(100, 101, 95, 100), "stop-loss @ 95 intrabar"],
    ["the high touches the target", both, bar(100, 110, 99, 100), "take-profit @ 110 intrabar"],
    ["the open is beyond the stop", both, bar(90, 120, 80, 100), "stop-loss @ 90 open"],
    ["the open is at the stop", both, bar(95, 120, 80, 100), "stop-loss @ 95 open"],
    ["the open is beyond the target", both, bar(115, 120, 80, 100), "take-profit @ 115 open"],
    ["there is no stop", { target: 110 }, bar(100, 105, 1, 2), "none"],
    ["there is no target", { stop: 95 }, bar(100, 1000, 96, 900), "none"],
  ])("of a long position when %s", (_, levels, prices, expected) => expect(exit(long(levels), prices)).toBe(expected));

  it.each<[IntrabarMode, string]>([
    ["worst", "stop-loss @ 95 intrabar"],
    ["best", "take-profit @ 110 intrabar"],
    ["ohlc", "take-profit @ 110 intrabar"],
    ["olhc", "stop-loss @ 95 intrabar"],
  ])("with both inside the bar, %s first, is %s", (mode, expected) => {
    expect(exit(long(both), bar(100, 111, 94, 100), mode)).toBe(expected);
  });

  it("mirrors for short positions", () => {
    const levels = { stop: 105, target: 90 };
    const short = long({ side: -1, ...levels });
    expect(exit(short, bar(100, 105, 95, 100))).toBe("stop-loss @ 105 intrabar");
    expect(exit(short, bar(100, 104, 90, 100))).toBe("take-profit @ 90 intrabar");
    expect(exit(short, bar(106, 107, 80, 90))).toBe("stop-loss @ 106 open");
    expect(exit(short, bar(89, 120, 80, 90))).toBe("take-profit @ 89 open");
    expect(exit(short, bar(100, 106, 89, 100), "ohlc")).toBe("stop-loss @ 105 intrabar");
    expect(exit(short, bar(100, 106, 89, 100), "olhc")).toBe("take-profit @ 90 intrabar");
  });

  describe("trailing", () => {
    const tenth = { kind: "fraction", fraction: 0.1 } as const;

    it("measures from the best price of earlier bars and the fill, not of this bar", () => {
      // Best so far 100: stop 90. This bar's high of 120 raises it for the next bar only, to 108.
      const protection = long({ trail: tenth });
      const prices = bar(100, 120, 91, 110);
      expect(exit(protection, prices)).toBe("none");
      trackExtreme(protection, prices.high, prices.low);
      expect(protection.extreme).toBe(120);
      expect(exit(protection, bar(110, 112, 105, 106))).toBe("trailing-stop @ 108 intrabar");
    });

    it("rises along the path where the path is known", () => {
      // open 100, high 120, low 105: from 120 the stop is 108. The other way round 105 comes before 120.
      const prices = bar(100, 120, 105, 110);
      expect(exit(long({ trail: tenth }), prices, "ohlc")).toBe("trailing-stop @ 108 intrabar");
      expect(exit(long({ trail: tenth }), prices, "olhc")).toBe("none");
    });

    it("takes an amount as well, and the nearer of two stops", () => {
      const trail = { kind: "amount", amount: 7 } as const;
      expect(exit(long({ trail }), bar(100, 101, 93, 99))).toBe("trailing-stop @ 93 intrabar");
      expect(exit(long({ trail, stop: 95 }), bar(100, 101, 93, 99))).toBe("stop-loss @ 95 intrabar");
      expect(stopLevel(long({ side: -1, trail }), 50)).toBe(57);
      expect(stopLevel(long({ side: -1, trail, stop: 55 }), 50)).toBe(55);
    });
  });

  it("never exits at a price that the bar didn't have, nor better than the target", () => {
    const price = fc.integer({ min: 50, max: 150 });
    const cases = fc.record({
      side: fc.constantFrom(1 as const, -1 as const),
      stop: fc.option(price, { nil: NaN }),
      target: fc.option(price, { nil: NaN }),
      trail: fc.option(fc.integer({ min: 1, max: 30 }).map((amount) => ({ kind: "amount" as const, amount }))),
      extreme: price,
    });
    fc.assert(
      fc.property(
        cases,
        fc.tuple(price, price, price, price),
        fc.constantFrom(...INTRABAR_MODES),
        (protection, prices, mode) => {
          const [open, , , close] = prices;
          const found = protectiveExit(protection, bar(open, Math.max(...prices), Math.min(...prices), close), mode);
          if (found === null) return;
          expect(found.reference).toBeGreaterThanOrEqual(Math.min(...prices));
          expect(found.reference).toBeLessThanOrEqual(Math.max(...prices));
          if (found.phase === "open") expect(found.reference).toBe(open);
          else if (found.reason === "take-profit") expect(found.reference).toBe(protection.target);
        },
      ),
    );
  });

  it("has nothing to bring where levels are out of reach, in any order", () => {
    const price = fc.integer({ min: 90, max: 110 });
    const cases = fc.record({
      side: fc.constantFrom(1 as const, -1 as const),
      stop: fc.option(price, { nil: NaN }),
      target: fc.option(price, { nil: NaN }),
      trail: fc.option(fc.integer({ min: 1, max: 15 }).map((amount) => ({ kind: "amount" as const, amount }))),
      extreme: price,
      trailFrom: price,
    });
    let outOfReach = 0;
    fc.assert(
      fc.property(cases, fc.tuple(price, price, price, price), (protection, prices) => {
        const given = bar(prices[0], Math.max(...prices), Math.min(...prices), prices[3]);
        if (!isOutOfReach(protection, given.high, given.low)) return;
        outOfReach++;
        for (const mode of INTRABAR_MODES) expect(protectiveExit(protection, given, mode)).toBeNull();
      }),
      { numRuns: 2000 },
    );
    expect(outOfReach).toBeGreaterThan(50);
  });

  it("in worst mode is never better for the holder than in any other, without a trail", () => {
    const price = fc.integer({ min: 50, max: 150 });
    fc.assert(
      fc.property(price, price, fc.tuple(price, price, price, price), (stop, target, prices) => {
        const [open, , , close] = prices;
        const given = bar(open, Math.max(...prices), Math.min(...prices), close);
        const protection = long({ stop: Math.min(stop, target), target: Math.max(stop, target) });
        const worth = (mode: IntrabarMode) => protectiveExit(protection, given, mode)?.reference ?? close;
        for (const mode of INTRABAR_MODES) expect(worth("worst")).toBeLessThanOrEqual(worth(mode));
      }),
    );
  });
});
