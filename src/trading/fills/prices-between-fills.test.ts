import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { intradayBars } from "../../../test/support/intraday-simulation.ts";
import { EXIT_REASONS, type ExitReason } from "../trade-columns.ts";
import { type FillColumns, type FillPhase, FillRecorder, NO_EXIT_REASON } from "./fill-columns.ts";
import { type BarOrder, pricesBetweenFills } from "./prices-between-fills.ts";
import {
  type BarPrices,
  INTRABAR_MODES,
  type IntrabarMode,
  type Protection,
  protectiveExit,
  type Trail,
} from "./protective-exit.ts";

const WORST: BarOrder = { intrabar: "worst", trailingStop: null };
// open, high, low, close
const BARS = intradayBars([
  [100, 104, 97, 101],
  [102, 109, 99, 103],
  [103, 106, 92, 95],
  [96, 112, 90, 111],
]);

type Place = readonly [bar: number, phase: FillPhase, reference?: number, reason?: ExitReason];

/** Long: the first fill buys, those with a reason sell. */
function fillsAt(...places: readonly Place[]): FillColumns {
  const recorder = new FillRecorder();
  for (const [bar, phase, reference = 100, reason] of places) {
    const code = reason === undefined ? NO_EXIT_REASON : EXIT_REASONS.indexOf(reason);
    const side = reason === undefined ? 1 : -1;
    recorder.add(bar, phase, 0, side, 1, reference, reference, 0, { spread: 0, slippage: 0, impact: 0 }, 0, code);
  }
  return recorder.columns();
}

function between(first: Place, second: Place, order = WORST): [low: number, high: number] {
  const { low, high } = pricesBetweenFills(fillsAt(first, second), BARS, order);
  return [low[0]!, high[0]!];
}

describe("pricesBetweenFills", () => {
  it("takes the whole bar after a fill at its open, and the next one after a fill at its close", () => {
    expect(between([0, "open"], [2, "open", 103, "signal"])).toEqual([97, 109]);
    expect(between([0, "close"], [2, "open", 103, "signal"])).toEqual([99, 109]);
    expect(between([0, "intrabar"], [2, "open", 103, "signal"])).toEqual([99, 109]);
  });

  it("ends with the open at a fill there, with the whole bar at a fill at its close", () => {
    expect(between([1, "close"], [2, "open", 103, "signal"])).toEqual([103, 103]);
    expect(between([1, "close"], [2, "close", 95, "signal"])).toEqual([92, 106]);
    expect(between([2, "open"], [2, "close", 95, "signal"])).toEqual([92, 106]);
    expect(between([1, "close"], [2, "intrabar"])).toEqual([92, 106]);
  });

  it("knows nothing between two fills at one open, or after a fill inside a bar before another", () => {
    expect(between([1, "open"], [1, "open", 102, "stop-loss"])).toEqual([NaN, NaN]);
    expect(between([1, "intrabar"], [1, "intrabar", 100, "stop-loss"])).toEqual([NaN, NaN]);
    expect(between([1, "close"], [1, "close", 100, "reverse"])).toEqual([NaN, NaN]);
  });

  it("takes everything to the last close after the last fill", () => {
    const { low, high } = pricesBetweenFills(fillsAt([2, "open"]), BARS, WORST);
    expect([low[0], high[0]]).toEqual([90, 112]);
    const late = pricesBetweenFills(fillsAt([3, "close"]), BARS, WORST);
    expect([late.low[0], late.high[0]]).toEqual([111, 111]);
  });

  // Bar 3: open 96, high 112, low 90, close 111. Stop at 92, target at 110.
  it.each<[IntrabarMode, ExitReason, number, number, number]>([
    ["worst", "stop-loss", 92, 96, 96],
    ["worst", "take-profit", 110, 90, 96],
    ["worst", "signal", 110, 90, 96],
    ["worst", "signal", 92, 96, 96],
    ["best", "stop-loss", 92, 96, 112],
    ["best", "take-profit", 110, 96, 96],
    ["ohlc", "stop-loss", 92, 96, 112],
    ["ohlc", "take-profit", 110, 96, 96],
    ["olhc", "stop-loss", 92, 96, 96],
    ["olhc", "take-profit", 110, 90, 96],
  ])("in %s order, before a %s at %d, has seen %d to %d of the exit's bar", (intrabar, reason, level, low, high) => {
    const order = { intrabar, trailingStop: null };
    expect(between([2, "close"], [3, "intrabar", level, reason], order)).toEqual([low, high]);
  });

  it("counts the whole bar when its order of prices doesn't lead to the exit", () => {
    expect(between([2, "close"], [3, "intrabar", 80, "stop-loss"])).toEqual([90, 112]);
  });

  it("lets a trail stop where it stood at that time, on the way back from the price that raised it", () => {
    // 96 → 90 → 112 → 111. A trail of 1 below 112 is met at 111, on the last leg; the one before went up through 111.
    const trailing: BarOrder = { intrabar: "olhc", trailingStop: { kind: "amount", amount: 1 } };
    expect(between([2, "close"], [3, "intrabar", 111, "trailing-stop"], trailing)).toEqual([90, 112]);
    // 18 below 112 is 94: passed on the way down to 90, when the trail still stood lower.
    const wide: BarOrder = { intrabar: "olhc", trailingStop: { kind: "amount", amount: 18 } };
    expect(between([2, "close"], [3, "intrabar", 94, "trailing-stop"], wide)).toEqual([90, 112]);
    // 5 below the 99 of an earlier bar is 94 as well: met on the way down.
    const near: BarOrder = { intrabar: "olhc", trailingStop: { kind: "amount", amount: 5 } };
    expect(between([2, "close"], [3, "intrabar", 94, "trailing-stop"], near)).toEqual([96, 96]);
  });
});

const price = fc.integer({ min: 80, max: 120 });
const trails = fc.oneof(
  fc.integer({ min: 1, max: 25 }).map((amount): Trail => ({ kind: "amount", amount })),
  fc.constantFrom(0.05, 0.1).map((fraction): Trail => ({ kind: "fraction", fraction })),
);
const exits = fc.record({
  side: fc.constantFrom(1 as const, -1 as const),
  stop: fc.option(price, { nil: NaN }),
  target: fc.option(price, { nil: NaN }),
  trail: fc.option(trails),
  extreme: price,
  prices: fc.tuple(price, price, price, price),
  mode: fc.constantFrom(...INTRABAR_MODES),
});

/** The bar whose prices stop at turning point `last` of the path. */
function cut({ open, high, low, close }: BarPrices, side: 1 | -1, mode: IntrabarMode, last: number) {
  const highFirst = mode === "ohlc" || mode === (side > 0 ? "best" : "worst");
  const path = (highFirst ? [high, low, close] : [low, high, close]).slice(0, last + 1);
  const at = (turn: number) => path[Math.min(turn, last)]!;
  const shown: BarPrices = { open, high: at(highFirst ? 0 : 1), low: at(highFirst ? 1 : 0), close: at(2) };
  return { path, shown };
}

it("has seen as much of an exit's bar as the rules of exits needed", () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(exits, ({ prices, mode, ...rest }) => {
      const protection: Protection = rest;
      const { side } = rest;
      const bar = { open: prices[0], high: Math.max(...prices), low: Math.min(...prices), close: prices[3] };
      const exit = protectiveExit(protection, bar, mode);
      if (exit?.phase !== "intrabar") return;
      // A bar that only equals the best price before it can't be told from one that raised the trail.
      fc.pre(protection.extreme !== (side > 0 ? bar.high : bar.low));
      const turns = [0, 1, 2].findIndex((last) => protectiveExit(protection, cut(bar, side, mode, last).shown, mode));
      const expected = [bar.open, ...cut(bar, side, mode, turns).path.slice(0, turns)];
      const fills: FillColumns = {
        ...fillsAt([0, "close"], [1, "intrabar", exit.reference, exit.reason]),
        side: Int8Array.of(side, -side),
      };
      const bars = intradayBars([
        [1, 1, 1, 1],
        [bar.open, bar.high, bar.low, bar.close],
      ]);
      const found = pricesBetweenFills(fills, bars, { intrabar: mode, trailingStop: protection.trail });
      expect([found.low[0], found.high[0]]).toEqual([Math.min(...expected), Math.max(...expected)]);
      seen.add(`${mode} ${exit.reason} ${turns}`);
    }),
    { numRuns: 4000 },
  );
  for (const mode of INTRABAR_MODES)
    for (const reason of ["stop-loss", "take-profit", "trailing-stop"])
      expect([...seen].some((one) => one.startsWith(`${mode} ${reason}`))).toBe(true);
  for (const turn of ["olhc trailing-stop 2", "ohlc trailing-stop 1", "ohlc take-profit 1"])
    expect(seen).toContain(turn);
});
