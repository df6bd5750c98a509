import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { targetSimulations } from "../../../test/support/intraday-simulation.ts";
import { randomMarket, seeds } from "../../../test/support/random-market.ts";
import { dailyBars, richSimulations } from "../../../test/support/random-simulation.ts";
import { randomStream } from "../../core/random.ts";
import type { AccountOverBars } from "../../engine/vector/fast/account-statistics.ts";
import { type LaneRule, LaneSignals, LaneTargets } from "../../engine/vector/fast/lane-rule.ts";
import { type LaneSettings, outsideOfLanes } from "../../engine/vector/fast/lane-settings.ts";
import { packMask, wordsFor } from "../../engine/vector/fast/signal-bits.ts";
import { LaneSimulation } from "../../engine/vector/fast/simulate-lane.ts";
import {
  type SignalSimulation,
  simulateSignals,
  simulateTargets,
  type TargetSimulation,
} from "../../engine/vector/simulate-signals.ts";
import type { RiskLimits } from "../../trading/risk/risk-limits.ts";
import type { SimulationResult } from "../../trading/simulation-result.ts";
import { accountOverBars } from "./account-over-bars.ts";

const limits: fc.Arbitrary<RiskLimits | null> = fc.option(
  fc.record(
    {
      maxDrawdown: fc.constantFrom(0.01, 0.05, 0.2),
      maxDailyLoss: fc.constantFrom(0.005, 0.02, 0.1),
      onBreach: fc.constantFrom("halt" as const, "flatten" as const),
    },
    { requiredKeys: [] },
  ),
);

/** What lanes know of stops and limits beyond what rich simulations have. */
const others = fc.record({
  risk: limits,
  timeStop: fc.constantFrom(null, null, null, 1, 3),
  breakEven: fc.constantFrom(null, null, { afterGain: 0.01, offset: 0 }, { afterGain: 0.03, offset: 0.005 }),
});

/** The named subset: everything else of a simulation stays. */
const subset = { settlement: "T+0", intrabar: "worst" } as const;

const signals: fc.Arbitrary<SignalSimulation> = fc
  .tuple(richSimulations, others)
  .map(([simulation, more]) => ({ ...simulation, ...subset, ...more }));

const targets: fc.Arbitrary<TargetSimulation> = fc
  .tuple(targetSimulations, others)
  .map(([simulation, more]) => ({ ...simulation, ...subset, ...more }));

/** Hundreds of bars over several sessions, whole stretches of them without a signal. */
const longer: fc.Arbitrary<SignalSimulation> = fc
  .record({
    mood: fc.constantFrom("lively" as const, "quiet" as const, "continuous" as const),
    seed: seeds,
    length: fc.integer({ min: 100, max: 900 }),
    gap: fc.constantFrom(3, 20, 150),
    direction: fc.constantFrom("long" as const, "short" as const, "both" as const),
    fill: fc.constantFrom("next-open" as const, "close" as const),
    trailingStop: fc.constantFrom(null, { kind: "fraction" as const, fraction: 0.02 }),
    size: fc.constantFrom({ kind: "fraction" as const, fraction: 1 }, { kind: "cash" as const, cash: 2500 }),
    accumulate: fc.constantFrom(1, 4),
    more: others,
  })
  .map(({ mood, seed, length, gap, more, ...rest }) => {
    const random = randomStream(seed, "signals");
    const mask = () => Uint8Array.from({ length }, () => (random.below(gap) === 0 ? 1 : 0));
    return {
      ...rest,
      ...more,
      bars: randomMarket(mood, seed, length),
      entries: mask(),
      exits: mask(),
      shortEntries: mask(),
      shortExits: mask(),
      cash: 10_000,
      sizeAt: "fill" as const,
      costs: { commission: { kind: "rate" as const, rate: 0.0005 }, slippage: 0.0002, spread: 0 },
      start: random.below(50),
      firstDecision: 50 + random.below(20),
    };
  });

function bitsOf(mask: Uint8Array | null | undefined): Uint32Array | null {
  if (mask === null || mask === undefined) return null;
  const words = new Uint32Array(wordsFor(mask.length));
  packMask(mask, words);
  return words;
}

function signalsOf(input: SignalSimulation): LaneRule {
  const { entries, exits, shortEntries, shortExits, stopLevels = null, targetLevels = null } = input;
  const { bars, size, direction = "both", accumulate = 1 } = input;
  const bits = {
    entries: bitsOf(entries)!,
    exits: bitsOf(exits)!,
    shortEntries: bitsOf(shortEntries),
    shortExits: bitsOf(shortExits),
  };
  return new LaneSignals(bits, bars.length, { stop: stopLevels, target: targetLevels }, size, direction, accumulate);
}

/** False when equity was gone, which lanes leave to the plain engine; else what both give must be the same. */
function isSettled(input: SignalSimulation | TargetSimulation, result: SimulationResult, rule: LaneRule): boolean {
  const {
    entries: _entries,
    exits: _exits,
    shortEntries: _shortEntries,
    shortExits: _shortExits,
    stopLevels: _stops,
    targetLevels: _targets,
    targets: _all,
    ...settings
  } = { shortEntries: null, targets: null, stopLevels: null, ...input } as SignalSimulation & TargetSimulation;
  expect(outsideOfLanes(settings)).toBeNull();
  const lanes = new LaneSimulation(input.bars, settings);
  const account = lanes.simulate(rule, input.firstDecision);
  if (account === null) {
    expect(result.ruinedAt).toBeGreaterThanOrEqual(0);
    return false;
  }
  expect(result.ruinedAt).toBe(-1);
  expect(plainly(account)).toStrictEqual(plainly(accountOverBars(input.bars, result)));
  // The same lane once more: nothing is left of the one before.
  const first = plainly(account);
  expect(plainly(lanes.simulate(rule, input.firstDecision)!)).toStrictEqual(first);
  return true;
}

/** A position that was closed at once is no stretch of its own, and 0 has no sign. */
function plainly({ stretches, ...totals }: AccountOverBars) {
  const list = (column: ArrayLike<number>) => Array.from(column, (value) => value + 0);
  const columns = { from: list(stretches.from), cash: list(stretches.cash), quantity: list(stretches.quantity) };
  return { ...totals, pnl: list(totals.pnl), ...columns };
}

describe("a simulation in lanes", () => {
  it.each([
    ["short ones", signals, 4000],
    ["long ones", longer, 500],
  ] as const)("gives the plain engine's cash and units at every bar, to the bit: signals, %s", (_, cases, numRuns) => {
    let settled = 0;
    fc.assert(
      fc.property(cases, (input) => {
        if (isSettled(input, simulateSignals(input), signalsOf(input))) settled++;
      }),
      { numRuns },
    );
    expect(settled).toBeGreaterThan(0.7 * numRuns);
  });

  it("gives the plain engine's cash and units at every bar, to the bit: targets", () => {
    let settled = 0;
    fc.assert(
      fc.property(targets, (input) => {
        const rule = new LaneTargets(input.targets, input.direction ?? "both", input.bars.instrument);
        if (isSettled(input, simulateTargets(input), rule)) settled++;
      }),
      { numRuns: 2000 },
    );
    expect(settled).toBeGreaterThan(1400);
  });

  it("names the first thing that it doesn't know", () => {
    const bars = dailyBars([[10, 10]]);
    const known: LaneSettings = {
      ...{ bars, cash: 1000, fill: "close", size: { kind: "risk", fraction: 0.01 }, sizeAt: "decision", start: 0 },
      costs: { commission: { kind: "per-unit", amount: 1 }, slippage: 0, spread: 0 },
    };
    expect(outsideOfLanes(known)).toBeNull();
    expect(outsideOfLanes({ ...known, fill: "next-close" })).toBe("fills at the next close");
    expect(outsideOfLanes({ ...known, settlement: "T+1" })).toBe("settlement T+1");
    expect(outsideOfLanes({ ...known, intrabar: "ohlc" })).toBe("prices inside a bar in the order ohlc");
    expect(outsideOfLanes({ ...known, tradeUnit: "fifo" })).toBe("trades by fifo");
    expect(outsideOfLanes({ ...known, participation: 0.1 })).toBe("fills by volume");
    expect(outsideOfLanes({ ...known, risk: { maxDrawdown: 0.2 } })).toBeNull();
    expect(outsideOfLanes({ ...known, risk: { maxTurnover: 2 } })).toBe("the risk limit maxTurnover");
    const taxed = { ...known.costs, taxes: { sec: 1 } as never };
    expect(outsideOfLanes({ ...known, costs: taxed })).toBe("costs that aren't a fixed share of each fill");
  });
});
