import { describe, expect, it } from "vitest";
import { countingLedger } from "../../test/support/counting-ledger.ts";
import { dailyBars, maskAt } from "../../test/support/random-simulation.ts";
import { PLAIN_SETTINGS, runSpec } from "../../test/support/run-spec.ts";
import { walkBars } from "../../test/support/walk-bars.ts";
import { int } from "../core/params/parameter.ts";
import { createSha256 } from "../core/sha256.ts";
import { crossedAbove, crossedBelow } from "../indicators/crossed.ts";
import { sma } from "../indicators/sma.ts";
import type { Bars } from "../market/bars.ts";
import { sliceBars } from "../market/slice-bars.ts";
import { defineStrategy } from "../strategy/define-strategy.ts";
import type { Signals, Strategy } from "../strategy/strategy.ts";
import { universalPorts } from "./default-ports.ts";
import { executeRun } from "./execute-run.ts";
import { dataHash, specHash } from "./identity.ts";
import type { RunSpec } from "./run-spec.ts";

function run(strategy: Strategy, bars: Bars, changes: Partial<RunSpec> = {}, ports = {}) {
  const spec = runSpec({ params: {}, ...changes });
  return executeRun({ spec, strategy, bars }, { ...universalPorts(), ...ports });
}

/** Signals at fixed bars. */
function fixed(entries: readonly number[], exits: readonly number[], requiredHistory = 1): Strategy {
  return defineStrategy({
    name: "fixed",
    requiredHistory: () => requiredHistory,
    signals: ({ close }): Signals => ({
      entries: maskAt(close.length, ...entries.filter((bar) => bar < close.length)),
      exits: maskAt(close.length, ...exits.filter((bar) => bar < close.length)),
    }),
  });
}

const cross = defineStrategy({
  name: "cross",
  params: { fast: int(5), slow: int(20) },
  requiredHistory: (p) => p.slow,
  signals({ close }, p) {
    const fast = sma(close, p.fast);
    const slow = sma(close, p.slow);
    return { entries: crossedAbove(fast, slow), exits: crossedBelow(fast, slow), plot: { fast, slow } };
  },
});

const PRICES = dailyBars([
  [10, 10],
  [10, 20],
  [20, 25],
  [20, 10],
  [10, 10],
]);

describe("executeRun", () => {
  it("describes a run that can be followed on paper", async () => {
    // 1,000 buys 100 at 10 (bar 1), sold at 20 (bar 3): 2,000. Marks: 1,000, 2,000, 2,500, 2,000, 2,000.
    const { detail, result } = await run(fixed([0], [2]), PRICES);
    const { record, curve, sessions } = detail;
    expect([...result.equity]).toEqual([1000, 2000, 2500, 2000, 2000]);
    expect([...sessions.equity]).toEqual([...result.equity]);
    expect([...sessions.day]).toEqual([20_000, 20_001, 20_002, 20_003, 20_004]);
    expect(curve.time.length).toBe(5);
    expect(detail.trades.length).toBe(1);
    expect(record.metrics).toMatchObject({
      totalReturn: 1,
      finalEquity: 2000,
      tradesCount: 1,
      winRate: 1,
      openTrades: 0,
    });
    expect(record.metrics.maxDrawdown).toBeCloseTo(-0.2, 12);
    expect(record.data).toMatchObject({ symbol: "TEST", timeframe: "1d", calendar: "24x7", bars: 5, sessions: 5 });
    expect(record.data.start).toBe("2024-10-04T00:00:00Z");
    expect(record.data.end).toBe("2024-10-09T00:00:00Z");
    expect(record.engine).toBe("vector");
  });

  it("writes every number that JSON can't hold as null, with a reason", async () => {
    const { detail } = await run(fixed([], []), PRICES);
    const { metrics, undefinedMetrics } = detail.record;
    const missing = Object.keys(metrics).filter((id) => metrics[id] === null);
    expect(missing).toContain("sharpeRatio");
    expect(missing).toContain("profitFactor");
    expect(Object.keys(undefinedMetrics).sort()).toEqual(missing.sort());
    expect(JSON.parse(JSON.stringify(detail.record))).toEqual(detail.record);
  });

  it("resolves the range: from the first measured open to the last close", async () => {
    const { detail, result } = await run(fixed([0, 2], []), PRICES, { from: PRICES.time[2]! - 1 });
    const { spec, data, notFilled } = detail.record;
    expect([spec.from, spec.to]).toEqual([PRICES.time[2], PRICES.closeTime[4]]);
    expect(data.bars).toBe(3);
    expect(result.start).toBe(2);
    // Bar 0 isn't part of the run: its entry is neither filled nor counted.
    expect([...result.fills.bar]).toEqual([3]);
    expect(notFilled).toEqual({});
    expect(detail.record.specHash).toBe(specHash(spec));
    expect(detail.record.dataHash).toBe(dataHash(PRICES, createSha256));
  });

  it("ignores decisions before the required history, counted from the first bar there is", async () => {
    const early = await run(fixed([0, 1, 2], [], 3), PRICES);
    expect(early.detail.record.notFilled).toEqual({ "warm-up": 2 });
    expect([...early.result.fills.bar]).toEqual([3]);
    const warmedUp = await run(fixed([0, 1, 2], [], 3), PRICES, { from: PRICES.time[2]! });
    expect(warmedUp.detail.record.notFilled).toEqual({});
    expect([...warmedUp.result.fills.bar]).toEqual([3]);
  });

  it("gives the same record again, and another result hash for another result", async () => {
    const first = await run(fixed([0], [2]), PRICES);
    const again = await run(fixed([0], [2]), PRICES);
    expect(again.detail).toEqual(first.detail);
    const other = await run(fixed([0], [3]), PRICES);
    expect(other.detail.record.resultHash).not.toBe(first.detail.record.resultHash);
  });

  it("gives the same result on more history than was asked for, once the warm-up is covered", async () => {
    const bars = walkBars(300, 8);
    const settings = { ...PLAIN_SETTINGS, benchmark: "hold" };
    const from = bars.time[150]!;
    const params = { fast: 5, slow: 20 };
    const long = await run(cross as unknown as Strategy, bars, { from, params, settings });
    const short = await run(cross as unknown as Strategy, sliceBars(bars, 20, 300), { from, params, settings });
    expect(short.detail.sessions).toEqual(long.detail.sessions);
    expect(short.detail.record.metrics).toEqual(long.detail.record.metrics);
    expect(short.detail.record.specHash).toBe(long.detail.record.specHash);
    expect(short.detail.record.dataHash).not.toBe(long.detail.record.dataHash);
  });

  it("tells the reader what to know", async () => {
    const strategy = { source: "inline", name: "fixed", codeHash: "x" } as const;
    const { detail } = await run(fixed([], []), PRICES, { strategy });
    expect(detail.record.notes).toEqual([
      "not reproducible: the strategy was defined inline, not in a file",
      "costs are off: no commission, no slippage, no spread",
      "CAGR extrapolated from 5 days",
      "no trade was closed",
    ]);
    const year = await run(fixed([0], [3]), walkBars(400, 1));
    expect(year.detail.record.notes).toEqual(["costs are off: no commission, no slippage, no spread"]);
  });

  it("records one trial and then counts, under a key that stays", async () => {
    const trials = countingLedger({ family: 4, overlapping: 9 });
    const clock = () => Date.UTC(2026, 0, 2);
    const { detail } = await run(fixed([0], [2]), PRICES, {}, { trials, clock });
    expect(trials.recorded).toHaveLength(1);
    expect(trials.asked).toHaveLength(1);
    const [trial] = trials.recorded;
    expect(trial).toMatchObject({
      strategy: "fixed",
      instruments: ["TEST"],
      from: PRICES.time[0],
      to: PRICES.closeTime[4],
      periods: 5,
      at: "2026-01-02T00:00:00Z",
    });
    expect(trials.asked[0]).toEqual({
      family: trial!.family,
      strategy: "fixed",
      instruments: ["TEST"],
      from: trial!.from,
      to: trial!.to,
    });
    expect(detail.record.guards.trials).toEqual({
      counted: true,
      family: 4,
      overlapping: 9,
      since: "2026-01-01T00:00:00Z",
    });
    const elsewhere = countingLedger();
    await run(fixed([0], [2]), PRICES, { data: "csv:/elsewhere/prices.csv" }, { trials: elsewhere });
    expect(elsewhere.recorded[0]!.key).toBe(trial!.key);
  });

  it("says so where trials aren't counted", async () => {
    const { detail } = await run(fixed([0], [2]), PRICES);
    expect(detail.record.guards.trials).toEqual({ counted: false, family: null, overlapping: null, since: null });
  });

  it("counts under the declared family, else the file, else the name", async () => {
    const familyOf = async (strategy: Strategy, changes: Partial<RunSpec> = {}) => {
      const trials = countingLedger();
      await run(strategy, PRICES, changes, { trials });
      return trials.recorded[0]!.family;
    };
    const inline = { strategy: { source: "inline", name: "fixed", codeHash: "x" } } as const;
    expect(await familyOf({ ...fixed([0], []), family: "declared" })).toBe("declared");
    expect(await familyOf(fixed([0], []))).toBe("file:///home/user/demo.ts");
    expect(await familyOf(fixed([0], []), inline)).toBe("fixed");
  });

  const failing = (changes: Partial<Strategy>) => run({ ...fixed([], []), ...changes }, PRICES);
  it.each<[string, Partial<Strategy>, string, string]>([
    [
      "where",
      { where: () => false },
      "BACKSIGHT_PARAMETER_CONSTRAINT",
      "the parameters {} break the strategy's own rule",
    ],
    [
      "where's error",
      {
        where: () => {
          throw new Error("no");
        },
      },
      "BACKSIGHT_STRATEGY_THREW",
      "threw in where: no.",
    ],
    ["where's promise", { where: (async () => true) as never }, "BACKSIGHT_STRATEGY_RESULT", "a promise from where"],
    ["a history of 2.5", { requiredHistory: () => 2.5 }, "BACKSIGHT_STRATEGY_RESULT", "2.5 from requiredHistory"],
    ["a history of NaN", { requiredHistory: () => NaN }, "BACKSIGHT_STRATEGY_RESULT", "NaN from requiredHistory"],
    ["a negative history", { requiredHistory: () => -1 }, "BACKSIGHT_STRATEGY_RESULT", "-1 from requiredHistory"],
    [
      "no history at all",
      { requiredHistory: (() => undefined) as never },
      "BACKSIGHT_STRATEGY_RESULT",
      "undefined from requiredHistory",
    ],
  ])("refuses %s", async (_, changes, code, message) => {
    await expect(failing(changes)).rejects.toMatchObject({ code, message: expect.stringContaining(message) });
  });

  it("refuses a range without bars", async () => {
    await expect(run(fixed([], []), PRICES, { from: PRICES.time[4]! + 1 })).rejects.toMatchObject({
      code: "BACKSIGHT_BARS_EMPTY",
    });
  });

  it("counts no trial for a run that failed", async () => {
    const trials = countingLedger();
    await expect(run({ ...fixed([], []), where: () => false }, PRICES, {}, { trials })).rejects.toThrow();
    expect(trials.recorded).toEqual([]);
  });
});
