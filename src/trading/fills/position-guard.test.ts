import { describe, expect, it } from "vitest";
import { type EntryLevels, type GuardSettings, NO_LEVELS } from "./exit-guard.ts";
import { PositionGuard } from "./position-guard.ts";
import type { BarPrices } from "./protective-exit.ts";

const NOTHING: GuardSettings = { stopLoss: null, takeProfit: null, trailingStop: null };

/** A guard of a long position bought at 100 in bar 3. */
function bought(settings: Partial<GuardSettings>, levels: EntryLevels = NO_LEVELS): PositionGuard {
  const guard = new PositionGuard({ ...NOTHING, ...settings });
  guard.entered({ side: 1, price: 100, bar: 3, decisionBar: 2, placedBar: 3 }, 100, levels);
  return guard;
}

/** The position is enlarged at `price`, to an average of `average`. */
function add(guard: PositionGuard, price: number, average: number, levels: EntryLevels = NO_LEVELS): void {
  guard.entered({ side: 1, price, bar: 4, decisionBar: 3, placedBar: 4 }, average, levels);
}

const bar = (open: number, high: number, low: number, close: number): BarPrices => ({ open, high, low, close });

/** Price at which a fall from 1,000 leaves, or none. */
function stopIn(guard: PositionGuard): number | undefined {
  return guard.exitIn(5, bar(1000, 1000, 1, 1), "worst")?.reference;
}

/** Price at which a rise from 1 with no way down takes profit, or none. */
function targetIn(guard: PositionGuard, i: number): number | undefined {
  return guard.exitIn(i, bar(60, 1000, 60, 1000), "worst")?.reference;
}

describe("PositionGuard", () => {
  it("has nothing to meet without stops", () => {
    expect(bought({}).isOutOfReach(4, 1000, 1)).toBe(true);
    expect(bought({}).exitAtOpen(4, 1)).toBeNull();
    expect(bought({}, { stop: 95, target: NaN }).isOutOfReach(4, 1000, 95)).toBe(false);
  });

  it("moves fractions with the average entry price", () => {
    const guard = bought({ stopLoss: 0.5, takeProfit: 0.5 });
    expect([stopIn(guard), targetIn(guard, 5)]).toEqual([1000, 150]);
    add(guard, 300, 200);
    expect(guard.exitAtOpen(5, 100)).toEqual({ reason: "stop-loss", reference: 100, phase: "open" });
    expect(guard.exitAtOpen(5, 101)).toBeNull();
    expect(guard.exitAtOpen(5, 300)).toEqual({ reason: "take-profit", reference: 300, phase: "open" });
  });

  it("keeps a level until an addition brings another, before the settings' own", () => {
    const guard = bought({ stopLoss: 0.5 }, { stop: 90, target: NaN });
    const stops = () => [91, 90, 81, 80].filter((open) => guard.exitAtOpen(5, open) !== null);
    expect(stops()).toEqual([90, 81, 80]);
    add(guard, 110, 105);
    expect(stops()).toEqual([90, 81, 80]);
    add(guard, 110, 106, { stop: 80, target: NaN });
    expect(stops()).toEqual([80]);
    guard.left();
    guard.entered({ side: 1, price: 100, bar: 9, decisionBar: 8, placedBar: 9 }, 100, NO_LEVELS);
    expect([51, 50].filter((open) => guard.exitAtOpen(9, open) !== null)).toEqual([50]);
  });

  it("takes profit by steps of bars held", () => {
    const guard = bought({
      takeProfit: [
        { afterBars: 1, fraction: 0.5 },
        { afterBars: 3, fraction: 0.25 },
        { afterBars: 5, fraction: -0.25 },
        { afterBars: 7, fraction: -1 },
      ],
    });
    // Entered in bar 3 at 100.
    expect([3, 4, 5, 6, 7].map((i) => targetIn(guard, i))).toEqual([undefined, 150, 150, 125, 125]);
    expect(guard.exitAtOpen(8, 75)).toEqual({ reason: "take-profit", reference: 75, phase: "open" });
    expect(guard.exitAtOpen(8, 74)).toBeNull();
    expect(guard.exitAtOpen(10, 1)).toEqual({ reason: "take-profit", reference: 1, phase: "open" });
  });

  it("leaves a short position at any price after a step of −1", () => {
    const guard = new PositionGuard({ ...NOTHING, takeProfit: [{ afterBars: 1, fraction: -1 }] });
    guard.entered({ side: -1, price: 100, bar: 0, decisionBar: 0, placedBar: 0 }, 100, NO_LEVELS);
    expect(guard.exitAtOpen(0, 500)).toBeNull();
    expect(guard.exitAtOpen(1, 500)).toEqual({ reason: "take-profit", reference: 500, phase: "open" });
  });

  it("switches a trail on by the gain, and leaves it on when an addition raises the average", () => {
    const guard = bought({ trailingStop: { kind: "amount", amount: 10, activateAt: 0.25 } });
    expect(guard.exitAtOpen(4, 50)).toBeNull();
    guard.survived(9, 124, 90, 120);
    expect(guard.exitAtOpen(4, 50)).toBeNull();
    guard.survived(9, 125, 120, 120);
    expect(guard.exitAtOpen(5, 115)).toMatchObject({ reason: "trailing-stop", reference: 115 });
    add(guard, 120, 110);
    expect(guard.exitAtOpen(5, 115)).toMatchObject({ reason: "trailing-stop" });
    expect(guard.exitAtOpen(5, 116)).toBeNull();
  });

  it("tells what stop an entry would have: the nearer of stop and trail, from the price or from the best one", () => {
    const both: GuardSettings = { ...NOTHING, stopLoss: 0.5, trailingStop: { kind: "amount", amount: 10 } };
    const fresh = new PositionGuard(both);
    expect(fresh.stopFor(1, 100, NO_LEVELS)).toBe(90);
    expect(fresh.stopFor(-1, 100, NO_LEVELS)).toBe(110);
    expect(fresh.stopFor(1, 100, { stop: 95, target: NaN })).toBe(95);
    expect(fresh.stopFor(1, 10, NO_LEVELS)).toBe(5);
    expect(new PositionGuard(NOTHING).stopFor(1, 100, NO_LEVELS)).toBeNaN();
    const held = bought({ trailingStop: { kind: "amount", amount: 10 } });
    held.survived(9, 120, 99, 115);
    expect(held.stopFor(1, 115, NO_LEVELS)).toBe(110);
    expect(bought({}, { stop: 95, target: NaN }).stopFor(1, 110, NO_LEVELS)).toBe(95);
  });

  it("remembers which decision its stops come from", () => {
    const guard = bought({ stopLoss: 0.1 });
    expect(guard.decisionBar).toBe(2);
    add(guard, 110, 105);
    expect(guard.decisionBar).toBe(3);
  });

  it("tells the stop in force", () => {
    expect(bought({}).stop).toBeNaN();
    const guard = bought({ stopLoss: 0.1, trailingStop: { kind: "fraction", fraction: 0.05 } });
    expect(guard.stop).toBe(95);
    guard.survived(4, 200, 96, 198);
    expect(guard.stop).toBe(190);
    guard.left();
    expect(guard.stop).toBeNaN();
  });

  it("leaves at the open so many bars after the entry's, unless a stop or the target does", () => {
    const guard = bought({ timeStop: 3 });
    expect(guard.exitAtOpen(5, 100)).toBeNull();
    expect(guard.exitAtOpen(6, 104)).toEqual({ reason: "time-stop", reference: 104, phase: "open" });
    expect(guard.isOutOfReach(6, 1000, 1)).toBe(true);
    expect(bought({ timeStop: 3, stopLoss: 0.1 }).exitAtOpen(6, 80)?.reason).toBe("stop-loss");
    expect(bought({ timeStop: 3, takeProfit: 0.1 }).exitAtOpen(7, 120)?.reason).toBe("take-profit");
  });

  it("counts time from the first entry, and anew for a new position", () => {
    const guard = bought({ timeStop: 3 });
    add(guard, 110, 105);
    expect(guard.exitAtOpen(6, 110)?.reason).toBe("time-stop");
    guard.left();
    expect(guard.exitAtOpen(9, 110)).toBeNull();
    guard.entered({ side: -1, price: 100, bar: 9, decisionBar: 8, placedBar: 9 }, 100, NO_LEVELS);
    expect([guard.exitAtOpen(11, 1), guard.exitAtOpen(12, 1)?.reason]).toEqual([null, "time-stop"]);
  });

  it("moves the stop to break-even once the gain was there, for good", () => {
    const guard = bought({ stopLoss: 0.1, breakEven: { afterGain: 0.05, offset: 0.01 } });
    guard.survived(3, 104.9, 95, 100);
    expect(guard.stop).toBe(90);
    guard.survived(4, 105, 100, 103);
    expect(guard.stop).toBe(101);
    expect(guard.exitIn(5, bar(103, 103, 100, 102), "worst")).toEqual({
      ...{ reason: "break-even", reference: 101, phase: "intrabar" },
    });
    // To an average of 110, whose own 5 % were never there: 110 × 1.01.
    add(guard, 120, 110);
    expect(guard.stop).toBeCloseTo(111.1, 12);
  });

  it("moves it inside a bar where the path has been", () => {
    const guard = bought({ breakEven: { afterGain: 0.05, offset: 0 } });
    const swings = bar(102, 106, 99, 101);
    expect(guard.exitIn(4, swings, "ohlc")).toEqual({ reason: "break-even", reference: 100, phase: "intrabar" });
    expect(guard.exitIn(4, swings, "olhc")).toBeNull();
    expect(guard.exitIn(4, swings, "worst")).toBeNull();
    expect(guard.isOutOfReach(4, 106, 101)).toBe(true);
    expect(guard.isOutOfReach(4, 106, 99)).toBe(false);
  });

  it("gives way to a nearer trail, and is named where both stand at one price", () => {
    const trail = { kind: "amount", amount: 5 } as const;
    const guard = bought({ trailingStop: trail, breakEven: { afterGain: 0.05, offset: 0 } });
    guard.survived(4, 105, 101, 105);
    expect(guard.exitIn(5, bar(104, 104, 90, 91), "worst")).toMatchObject({ reason: "break-even", reference: 100 });
    guard.survived(5, 107, 101, 106);
    expect(guard.exitIn(6, bar(104, 104, 90, 91), "worst")).toMatchObject({ reason: "trailing-stop", reference: 102 });
    const unmoved = bought({ trailingStop: { ...trail, amount: 4 }, breakEven: { afterGain: 0.05, offset: 0 } });
    unmoved.survived(4, 104, 101, 104);
    expect(unmoved.exitIn(5, bar(104, 104, 90, 91), "worst")?.reason).toBe("trailing-stop");
  });
});
