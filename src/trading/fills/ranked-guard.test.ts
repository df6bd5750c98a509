import { describe, expect, it } from "vitest";
import { hourlyBars } from "../../../test/support/intraday-simulation.ts";
import { GOOD_TILL_CANCELLED } from "../orders/time-in-force.ts";
import { type EntryLevels, NO_LEVELS } from "./exit-guard.ts";
import { RankedGuard, type RankedGuardSettings } from "./ranked-guard.ts";

const bars = hourlyBars(Array.from({ length: 10 }, () => [100, 100, 100, 100] as const));
const PLAIN: RankedGuardSettings = {
  ...{ stopLoss: 0.1, takeProfit: null, trailingStop: null, leverage: 1, feeRate: 0 },
  orderTimeout: GOOD_TILL_CANCELLED,
};

/** Bought (or sold short) at 100, by an order placed in bar 1. */
function entered(
  settings: Partial<RankedGuardSettings>,
  side: 1 | -1 = 1,
  levels: EntryLevels = NO_LEVELS,
): RankedGuard {
  const guard = new RankedGuard({ ...PLAIN, ...settings }, bars);
  guard.entered({ side, price: 100, bar: 1, decisionBar: 0, placedBar: 1 }, 100, levels);
  return guard;
}

const bar = (open: number, high: number, low: number, close: number) => ({ open, high, low, close });
const inside = (reason: string, reference: number) => ({ reason, reference, phase: "intrabar" });

describe("RankedGuard", () => {
  it("fills a gapped stop at its price, at the open only when the whole bar lies beyond it", () => {
    const guard = entered({});
    expect(guard.exitAtOpen()).toBeNull();
    expect(guard.exitIn(2, bar(85, 91, 84, 86), "worst")).toEqual(inside("stop-loss", 90));
    expect(guard.exitIn(2, bar(85, 89, 84, 86), "worst")).toEqual(inside("stop-loss", 85));
    expect(entered({}, -1).exitIn(2, bar(115, 116, 111, 112), "worst")).toEqual(inside("stop-loss", 115));
  });

  it("wants targets exceeded, and asks them after the fixed stop", () => {
    const guard = entered({ takeProfit: 0.05 });
    expect(guard.exitIn(2, bar(100, 105, 99, 104), "worst")).toBeNull();
    expect(guard.exitIn(2, bar(100, 105.01, 99, 104), "worst")).toEqual(inside("take-profit", 105));
    expect(guard.exitIn(2, bar(100, 120, 80, 104), "worst")).toEqual(inside("stop-loss", 90));
    expect(guard.exitIn(2, bar(100, 120, 80, 104), "best")).toEqual(inside("take-profit", 105));
  });

  it("takes ratios for those of the margin after fees", () => {
    // Five times leverage: 10 % of the margin is 2 % of the price.
    expect(entered({ leverage: 5 }).stopFor(1, 100, NO_LEVELS)).toBe(98);
    // Bought for 100 × 1.01; a profit of 10 % needs (100 × 0.1 + 101) / 0.99 = 112.12….
    const guard = entered({ takeProfit: 0.1, feeRate: 0.01 });
    expect(guard.exitIn(2, bar(100, 112, 99, 104), "worst")).toBeNull();
    expect(guard.exitIn(2, bar(100, 113, 99, 104), "worst")!.reference).toBeCloseTo(111 / 0.99, 9);
    // Sold short for 100 × 0.99; the same profit leaves at (99 − 10) / 1.01.
    const short = entered({ takeProfit: 0.1, feeRate: 0.01 }, -1);
    expect(short.exitIn(2, bar(100, 101, 85, 90), "worst")!.reference).toBeCloseTo(89 / 1.01, 9);
  });

  it("leaves at the open when a step comes into force there and the open is better", () => {
    const takeProfit = [
      { afterMinutes: 0, fraction: 0.2 },
      { afterMinutes: 60, fraction: 0.01 },
      { afterMinutes: 130, fraction: -1 },
      { afterMinutes: 240, fraction: -1 },
    ];
    const guard = entered({ takeProfit });
    expect(guard.exitIn(2, bar(103, 104, 102, 103), "worst")).toEqual(inside("take-profit", 103));
    expect(guard.exitIn(2, bar(100, 104, 99, 103), "worst")).toEqual(inside("take-profit", 101));
    // Minute 130 is inside bar 3, so that bar 4 leaves at its worst; minute 240 is bar 5's open.
    expect(guard.exitIn(4, bar(95, 96, 94, 95), "worst")).toEqual(inside("take-profit", 94));
    expect(guard.exitIn(5, bar(95, 96, 94, 95), "worst")).toEqual(inside("take-profit", 95));
  });

  it("moves the trail by the bar's own extreme before it is tested, unless the stop is in reach already", () => {
    const guard = entered({ trailingStop: { kind: "fraction", fraction: 0.02, activateAt: 0.05 } });
    expect(guard.exitIn(2, bar(100, 110, 100, 109), "worst")).toEqual(inside("trailing-stop", 110 * 0.98));
    expect(guard.exitIn(2, bar(100, 110, 89, 109), "worst")).toEqual(inside("stop-loss", 90));
    guard.survived(2, 106, 105);
    expect(guard.exitIn(3, bar(105, 105, 103.5, 104), "worst")).toEqual(inside("trailing-stop", 106 * 0.98));
  });

  it("keeps the stop's own distance where the gain is the offset exactly", () => {
    const guard = entered({ trailingStop: { kind: "fraction", fraction: 0.02, activateAt: 0.05 } });
    guard.survived(2, 105, 104);
    expect(guard.exitIn(3, bar(96, 97, 94, 95), "worst")).toEqual(inside("trailing-stop", 105 * 0.9));
  });

  it("assumes the worst when the trail is hit in the bar of the order", () => {
    const waits = entered({ trailingStop: { kind: "fraction", fraction: 0.01, activateAt: 0.02 } });
    expect(waits.exitIn(1, bar(100, 110, 98, 99), "worst")!.reference).toBeCloseTo(101, 9);
    const trails = entered({ trailingStop: { kind: "fraction", fraction: 0.01, activateAt: 0.02, before: 0.1 } });
    expect(trails.exitIn(1, bar(100, 110, 98, 99), "worst")).toEqual(inside("trailing-stop", 99));
    expect(trails.exitIn(1, bar(100, 110, 99.5, 100), "worst")).toEqual(inside("trailing-stop", 99.5));
  });

  it("credits no target beyond the close to a limit that filled against the bar", () => {
    const guard = new RankedGuard({ ...PLAIN, takeProfit: 0.01 }, bars);
    guard.entered({ side: 1, price: 95, bar: 1, decisionBar: 0, placedBar: 1 }, 95, NO_LEVELS);
    const red = bar(100, 101, 94, 95.5);
    expect(guard.exitIn(1, red, "worst")).toBeNull();
    expect(guard.exitIn(2, red, "worst")!.reference).toBeCloseTo(95.95, 9);
    expect(guard.exitIn(1, bar(100, 101, 94, 96), "worst")!.reference).toBeCloseTo(95.95, 9);
  });

  it("asks an exit that waits first in its own bar, moved into it, and last in later ones", () => {
    const guard = entered({});
    guard.awaitExit(80, 3);
    expect(guard.exitIn(3, bar(95, 96, 85, 86), "worst")).toEqual(inside("signal", 85));
    guard.awaitExit(99, 3);
    expect(guard.exitIn(3, bar(95, 96, 85, 86), "worst")).toBeNull();
    expect(guard.exitIn(4, bar(95, 99, 91, 92), "worst")).toEqual(inside("signal", 99));
    expect(guard.exitIn(4, bar(95, 99, 85, 86), "worst")).toEqual(inside("stop-loss", 90));
    guard.awaitExit(NaN, -1);
    expect(guard.exitIn(4, bar(95, 99, 91, 92), "worst")).toBeNull();
  });

  it("lets the order of a trail wait whose worst price its bar didn't have", () => {
    const trailingStop = { kind: "fraction", fraction: 0.03, activateAt: 0.04 } as const;
    // twice the margin: a high of 102.1 gains 4.2 %, the trail rises to 102.1 × (1 − 0.03 / 2) = 100.57 and is hit; at
    // worst the price just armed it and fell: 100 × (1 + 0.04 − 0.015) = 102.5, above the high
    const hit = (settings: Partial<RankedGuardSettings>): RankedGuard => {
      const guard = entered({ trailingStop, leverage: 2, ...settings });
      expect(guard.exitIn(1, bar(100, 102.1, 99.5, 100), "worst")).toBeNull();
      guard.survived(1, 102.1, 99.5);
      return guard;
    };
    const next = bar(102.2, 103, 101.9, 102.8);
    const found = hit({}).exitIn(2, next, "worst");
    expect(found).toEqual({ ...inside("trailing-stop", 0), reference: expect.closeTo(102.5, 9) });
    const oneBar = { entry: { kind: "gtc" }, exit: { kind: "bars", bars: 1 } } as const;
    expect(hit({ orderTimeout: oneBar }).exitIn(2, next, "worst")).toBeNull();
    // the trail of a later bar replaces it
    expect(hit({}).exitIn(2, bar(101, 101, 100, 100.2), "worst")).toEqual({
      ...inside("trailing-stop", 0),
      reference: expect.closeTo(102.1 * (1 - 0.03 / 2), 9),
    });
  });

  it("takes the levels of an entry before the settings' own, and forgets them with the position", () => {
    const guard = entered({ takeProfit: 0.01 }, 1, { stop: 97, target: 104 });
    expect(guard.exitIn(2, bar(100, 103, 98, 99), "worst")).toBeNull();
    expect(guard.exitIn(2, bar(100, 104.5, 98, 99), "worst")).toEqual(inside("take-profit", 104));
    expect(guard.exitIn(2, bar(100, 103, 96, 99), "worst")).toEqual(inside("stop-loss", 97));
    guard.left();
    expect(guard.isOutOfReach()).toBe(true);
    expect(guard.exitIn(3, bar(100, 200, 1, 99), "worst")).toBeNull();
  });
});
