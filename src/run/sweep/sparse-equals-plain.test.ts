import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { randomMarket, seeds } from "../../../test/support/random-market.ts";
import { dailyBars, maskAt, richSimulations } from "../../../test/support/random-simulation.ts";
import { randomStream } from "../../core/random.ts";
import type { SweepKernels } from "../../engine/vector/fast/kernel-contract.ts";
import { packMask, wordsFor } from "../../engine/vector/fast/signal-bits.ts";
import { sparseSettings } from "../../engine/vector/fast/sparse-settings.ts";
import { createSweepKernels } from "../../engine/vector/fast/sweep-kernels.ts";
import { createSweepColumns, SWEEP_STATISTICS, type SweepColumns } from "../../engine/vector/fast/sweep-statistics.ts";
import { type SignalSimulation, simulateSignals } from "../../engine/vector/simulate-signals.ts";
import { instrument } from "../../market/instrument.ts";
import type { CostSettings } from "../../trading/costs/cost-settings.ts";
import type { RiskLimits } from "../../trading/risk/risk-limits.ts";
import { accountOf } from "../simulated-account.ts";
import { measuredMarks } from "./measured-marks.ts";
import { plainStatistics } from "./plain-statistics.ts";

const rates: fc.Arbitrary<CostSettings> = fc.record({
  commission: fc.record({ kind: fc.constant("rate" as const), rate: fc.constantFrom(0, 0.001, 0.0025, 0.2) }),
  slippage: fc.constantFrom(0, 0.0005, 0.01, 0.1),
  spread: fc.constantFrom(0, 0.0002, 0.05),
});

/** Mostly none: those that have some never take the kernels in WebAssembly. */
const limits: fc.Arbitrary<RiskLimits | null> = fc.oneof(
  { weight: 2, arbitrary: fc.constant(null) },
  {
    weight: 1,
    arbitrary: fc.record(
      {
        maxDrawdown: fc.constantFrom(0.01, 0.05, 0.2, 0.5),
        maxDailyLoss: fc.constantFrom(0.005, 0.02, 0.1),
        onBreach: fc.constantFrom("halt" as const, "flatten" as const, "flatten" as const),
      },
      { requiredKeys: [] },
    ),
  },
);

/** The named subset: everything else of a rich simulation stays. */
const subset = fc
  .tuple(
    richSimulations,
    fc.record({
      costs: rates,
      fraction: fc.constantFrom(1, 1, 0.95, 0.3),
      trail: fc.constantFrom(null, null, 0.01, 0.04, 0.2),
      returns: fc.constantFrom("session" as const, "bar" as const),
      riskFree: fc.constantFrom(0, 0, 0.03),
      risk: limits,
    }),
  )
  .map(([simulation, { costs, fraction, trail, returns, riskFree, risk }]) => {
    const { multiplier } = simulation.bars.instrument;
    const input: SignalSimulation = {
      ...simulation,
      bars: { ...simulation.bars, instrument: instrument("TEST", { multiplier }) },
      costs,
      risk,
      size: { kind: "fraction", fraction },
      sizeAt: "fill",
      accumulate: 1,
      leverage: 1,
      settlement: "T+0",
      trailingStop: trail === null ? null : { kind: "fraction", fraction: trail },
      intrabar: "worst",
      stopLevels: null,
      targetLevels: null,
    };
    return { input, returns, riskFree };
  });

/** Sums over all bars are taken in another order. */
const MOMENTS: readonly string[] = ["barSharpeRatio", "turnover"];

interface Case {
  readonly input: SignalSimulation;
  readonly returns: "session" | "bar";
  readonly riskFree: number;
}

/** Hundreds of bars, whole blocks of them without a signal: what the tables of long stretches are for. */
const longer: fc.Arbitrary<Case> = fc
  .record({
    mood: fc.constantFrom("lively" as const, "quiet" as const, "continuous" as const),
    seed: seeds,
    length: fc.integer({ min: 100, max: 5000 }),
    gap: fc.constantFrom(3, 20, 150, 1500),
    direction: fc.constantFrom("long" as const, "short" as const, "both" as const),
    fill: fc.constantFrom("next-open" as const, "close" as const),
    fraction: fc.constantFrom(1, 1, 0.7),
    stopLoss: fc.constantFrom(null, 0.01, 0.05),
    takeProfit: fc.constantFrom(null, 0.02, 0.1),
    trailingStop: fc
      .constantFrom(null, 0.01, 0.03, 0.1, 0.3)
      .map((fraction) => (fraction === null ? null : { kind: "fraction" as const, fraction })),
    start: fc.nat({ max: 90 }),
    risk: limits,
  })
  .map(({ mood, seed, length, gap, fraction, start, ...rest }) => {
    const random = randomStream(seed, "signals");
    const mask = () => Uint8Array.from({ length }, () => (random.below(gap) === 0 ? 1 : 0));
    const input: SignalSimulation = {
      ...rest,
      bars: randomMarket(mood, seed, length),
      entries: mask(),
      exits: mask(),
      shortEntries: mask(),
      shortExits: mask(),
      cash: 10_000,
      size: { kind: "fraction", fraction },
      sizeAt: "fill",
      costs: { commission: { kind: "rate", rate: 0.0005 }, slippage: 0.0002, spread: 0 },
      start,
      firstDecision: start + random.below(20),
    };
    return { input, returns: "session", riskFree: 0 };
  });

function bitsOf(mask: Uint8Array | null | undefined): Uint32Array | null {
  if (mask === null || mask === undefined) return null;
  const words = new Uint32Array(wordsFor(mask.length));
  packMask(mask, words);
  return words;
}

/** Masks that are simulated with others come to what each comes to alone: null where that isn't settled. */
function checkTogether(kernels: SweepKernels, input: SignalSimulation, alone: SweepColumns | null): void {
  if (kernels.simulateMasks === undefined || (input.direction !== "long" && input.shortEntries != null)) return;
  const bits = { entries: kernels.room(), exits: kernels.room() };
  expect(kernels.pack(Uint8Array.from(input.entries), bits.entries)).toBe(true);
  expect(kernels.pack(Uint8Array.from(input.exits), bits.exits)).toBe(true);
  const outside = { entries: bits.entries.slice(), exits: bits.exits.slice() };
  const never = { bits, firstDecision: input.bars.length, row: 1 };
  const both = [bits, outside].map((given, k) => ({ bits: given, firstDecision: input.firstDecision, row: 2 * k }));
  const out = createSweepColumns(3);
  const unsettled = kernels.simulateMasks([both[0]!, never, both[1]!], out);
  expect(unsettled).toEqual(alone === null ? [0, 2] : []);
  expect(out.tradesCount[1]).toBe(0);
  if (alone === null) return;
  for (const name of SWEEP_STATISTICS)
    expect([out[name][0], out[name][2]], name).toEqual([alone[name][0], alone[name][0]]);
}

/** False when the kernels leave it to the plain engine; else what they give must be what that gives. */
function isSettled(kind: "wasm" | "typescript", { input, returns, riskFree }: Case): boolean {
  const { entries, exits, shortEntries, shortExits, stopLevels, targetLevels, ...settings } = input;
  const { bars, cash, start, firstDecision } = input;
  const known = sparseSettings(settings);
  if (typeof known === "string") throw new Error(known);
  const measure = { cash, returns, riskFree, rules: "backsight" as const };
  const marks = measuredMarks(bars, start, measure);
  const kernels = createSweepKernels({ bars, settings: known, marks, masks: 4 }, kind);
  expect(kernels.kind).toBe(kind);
  const out = createSweepColumns(1);
  const bits = {
    entries: bitsOf(entries)!,
    exits: bitsOf(exits)!,
    shortEntries: bitsOf(shortEntries),
    shortExits: bitsOf(shortExits),
  };
  const result = simulateSignals(input);
  const isAlone = kernels.simulate(bits, firstDecision, out, 0);
  checkTogether(kernels, input, isAlone ? out : null);
  kernels.close();
  if (!isAlone) return false;
  expect(result.ruinedAt).toBe(-1);
  const expected = plainStatistics(accountOf(bars, result), measure);
  for (const name of SWEEP_STATISTICS) {
    const value = out[name][0]!;
    const other = expected[name];
    if (!MOMENTS.includes(name) || Number.isNaN(other)) expect(value, name).toBe(other);
    else {
      const scale = name === "barSharpeRatio" ? Math.sqrt(marks.barsPerYear) : 1;
      const size = Math.max(1, Math.abs(other) / scale);
      // The variance is what is left of squares and their mean: it loses the ratio's square in rounding errors of 1e-16.
      const lost = name === "barSharpeRatio" ? Math.max(1, 1e-3 * size * size) : 1;
      expect(Math.abs(value - other) / scale, name).toBeLessThanOrEqual(1e-12 * size * lost);
    }
  }
  return true;
}

describe.each(["typescript", "wasm"] as const)("the sparse simulation in %s", (kind) => {
  it.each([
    ["short and lively ones", subset, 2500],
    ["long ones", longer, 400],
  ] as const)("gives the plain engine's statistics, to the bit: %s", (_, cases, numRuns) => {
    let settled = 0;
    fc.assert(
      fc.property(cases, (one) => {
        if (isSettled(kind, one)) settled++;
      }),
      { numRuns },
    );
    expect(settled).toBeGreaterThan(0.8 * numRuns);
  });

  it("leaves a short position that lost everything to the plain engine", () => {
    const bars = dailyBars([
      [10, 10],
      [10, 10],
      [10, 21],
      [21, 10],
      [10, 10],
    ]);
    const input: SignalSimulation = {
      bars,
      entries: maskAt(5),
      exits: maskAt(5),
      shortEntries: maskAt(5, 0),
      cash: 1000,
      fill: "next-open",
      size: { kind: "fraction", fraction: 1 },
      sizeAt: "fill",
      costs: { commission: { kind: "rate", rate: 0 }, slippage: 0, spread: 0 },
      start: 0,
      firstDecision: 0,
    };
    expect(simulateSignals(input).ruinedAt).toBe(2);
    expect(isSettled(kind, { input, returns: "session", riskFree: 0 })).toBe(false);
  });
});
