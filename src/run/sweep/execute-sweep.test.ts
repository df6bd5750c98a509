import { describe, expect, it } from "vitest";
import { randomMarket } from "../../../test/support/random-market.ts";
import { BacksightError } from "../../core/errors.ts";
import { int } from "../../core/params/parameter.ts";
import { crossedAbove, crossedBelow } from "../../indicators/crossed.ts";
import { sma } from "../../indicators/sma.ts";
import { gridSampler } from "../../optimize/samplers/grid-sampler.ts";
import { range } from "../../optimize/spaces/search-range.ts";
import { searchSpace } from "../../optimize/spaces/search-space.ts";
import { defineStrategy } from "../../strategy/define-strategy.ts";
import { DEFAULT_SETTINGS } from "../default-settings.ts";
import { executeSweep, type SweepPlan, type SweepPorts } from "./execute-sweep.ts";
import { createSweepRunner, type SweepParams, type SweepRows } from "./sweep-rows.ts";

const cross = defineStrategy({
  name: "cross",
  params: { fast: int(5), slow: int(20) },
  where: (p) => p.fast < p.slow,
  requiredHistory: (p) => p.slow,
  signals({ close }, p) {
    if (p.fast === 4)
      throw new BacksightError("BACKSIGHT_ARGUMENT", { name: "fast", rule: "anything but 4", value: p.fast });
    const [fast, slow] = [sma(close, p.fast), sma(close, p.slow)];
    return { entries: crossedAbove(fast, slow), exits: crossedBelow(fast, slow) };
  },
});

const bars = randomMarket("lively", 7, 600);
const ranges = { fast: range(2, 8, 1), slow: range(5, 10, 1) };

const allowed = [2, 3, 4, 5, 6, 7, 8].flatMap((fast) =>
  [5, 6, 7, 8, 9, 10].filter((slow) => fast < slow).map((slow) => ({ fast, slow })),
);

async function sweep(change: Partial<SweepPlan> = {}, ports: Partial<SweepPorts> = {}) {
  const kept: SweepRows[] = [];
  const combos: SweepParams[] = [];
  const summary = await executeSweep(
    {
      strategy: cross,
      bars,
      settings: DEFAULT_SETTINGS,
      sampler: gridSampler(searchSpace(cross, { ranges })),
      trials: 1000,
      metric: "totalReturn",
      top: 3,
      ...change,
    },
    {
      keep(rows, params) {
        kept.push(rows);
        combos.push(...params);
      },
      ...ports,
    },
  );
  return { summary, kept, combos };
}

describe("executeSweep", () => {
  it("computes every allowed combination once, and keeps the best of all", async () => {
    const { summary, combos } = await sweep();
    expect(combos.map((p) => JSON.stringify(p)).sort()).toEqual(allowed.map((p) => JSON.stringify(p)).sort());
    const returns: { params: SweepParams; value: number }[] = [];
    createSweepRunner({ strategy: cross, bars, settings: DEFAULT_SETTINGS }).run(combos, (rows) => {
      for (const [k, params] of combos.entries())
        if (!rows.errors.has(k)) returns.push({ params, value: rows.statistics.totalReturn[k]! });
    });
    const expected = returns.toSorted((a, b) => b.value - a.value).slice(0, 3);
    expect(summary.best.map(({ params, statistics }) => ({ params, value: statistics.totalReturn }))).toEqual(expected);
  });

  it("counts what failed, and says why", async () => {
    const { summary } = await sweep();
    // fast 4 goes with slow 5..10: six.
    expect(summary.failed).toBe(6);
    expect(summary.errors).toHaveLength(5);
    expect(summary.errors.every(({ params }) => params.fast === 4)).toBe(true);
    const { columns, masks, plain } = summary.doors;
    expect(columns + masks + plain).toBe(allowed.length - 6);
  });

  it("gives the same rows in one block and in many", async () => {
    const [one, many] = [await sweep(), await sweep({ blockSize: 4 })];
    expect(many.summary).toEqual(one.summary);
    expect(many.kept.map(({ first }) => first)).toEqual(many.kept.map((_, k) => 4 * k));
    const sharpe = (rows: readonly SweepRows[]) => rows.flatMap(({ statistics }) => [...statistics.sharpeRatio]);
    expect(sharpe(many.kept)).toEqual(sharpe(one.kept));
  });

  it("ends between blocks when it's cancelled, and at the number of trials", async () => {
    const done: number[] = [];
    const isCancelled = () => done.length === 2;
    const { summary } = await sweep({ blockSize: 4 }, { isCancelled, progress: (count) => done.push(count) });
    expect([summary.trials, summary.isComplete, done]).toEqual([8, false, [4, 8]]);
    const short = await sweep({ blockSize: 4, trials: 6 });
    expect([short.summary.trials, short.summary.isComplete]).toEqual([6, true]);
  });
});
