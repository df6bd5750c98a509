import { describe, expect, it } from "vitest";
import { randomMarket } from "../../../test/support/random-market.ts";
import { BacksightError } from "../../core/errors.ts";
import { int } from "../../core/params/parameter.ts";
import type { SweepStatistic } from "../../engine/vector/fast/sweep-statistics.ts";
import { crossedAbove, crossedBelow } from "../../indicators/crossed.ts";
import { sma } from "../../indicators/sma.ts";
import { sliceBars } from "../../market/slice-bars.ts";
import { metricGoal, ownGoal } from "../../optimize/objectives/goal.ts";
import { objectiveOf } from "../../optimize/objectives/search-objective.ts";
import { gridSampler } from "../../optimize/samplers/grid-sampler.ts";
import { successiveHalvingSampler } from "../../optimize/samplers/halving-sampler.ts";
import { paretoFront } from "../../optimize/samplers/pareto-fronts.ts";
import { range } from "../../optimize/spaces/search-range.ts";
import { searchSpace } from "../../optimize/spaces/search-space.ts";
import { defineStrategy } from "../../strategy/define-strategy.ts";
import { DEFAULT_SETTINGS } from "../default-settings.ts";
import { executeSweep, type SweepPlan, type SweepPorts } from "./execute-sweep.ts";
import type { SweepRows } from "./rows-block.ts";
import { createSweepRunner, type SweepParams, type SweepRequest } from "./sweep-rows.ts";

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

const space = searchSpace(cross, { ranges });

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
      space,
      sampler: gridSampler(space),
      trials: 1000,
      objective: objectiveOf(metricGoal("totalReturn", "higher")),
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
    const stop = new AbortController();
    const progress = (count: number) => {
      done.push(count);
      if (count === 8) stop.abort();
    };
    const cancelled = sweep({ blockSize: 4 }, { signal: stop.signal, progress });
    await expect(cancelled).rejects.toMatchObject({ code: "BACKSIGHT_CANCELLED" });
    expect(done).toEqual([4, 8]);
    const short = await sweep({ blockSize: 4, trials: 6 });
    expect(short.summary.trials).toBe(6);
  });
});

describe("the objective of a sweep", () => {
  const by = (id: string, better: "higher" | "lower" = "higher") => objectiveOf(metricGoal(id, better));
  /** Every allowed combination that has numbers, and its row. */
  function allRows(request: Partial<SweepRequest> = {}) {
    const combos = allowed.filter(({ fast }) => fast !== 4);
    const found: { params: SweepParams; read: (id: SweepStatistic) => number }[] = [];
    createSweepRunner({ strategy: cross, bars, settings: DEFAULT_SETTINGS, ...request }).run(combos, (rows) => {
      for (const [k, params] of combos.entries()) found.push({ params, read: (id) => rows.statistics[id][k] ?? NaN });
    });
    return found;
  }
  const best = <T>(all: readonly T[], value: (one: T) => number) => all.reduce((a, b) => (value(b) > value(a) ? b : a));

  it("may be to keep a metric low", async () => {
    const { summary } = await sweep({ objective: by("turnover", "lower") });
    const least = best(allRows(), ({ read }) => -read("turnover"));
    expect(summary.best[0]!.params).toEqual(least.params);
    expect(summary.best[0]!.scores).toEqual([-least.read("turnover")]);
  });

  it("may be any metric of the catalogue, by way of whole runs", async () => {
    const requirement = { metric: "cagr", comparison: ">", bound: -1 } as const;
    const { summary } = await sweep({ objective: { ...by("calmarRatio"), requirements: [requirement] } });
    expect(summary.closed).toBe("calmarRatio, cagr can only be made from whole runs");
    const { statistics, scores } = summary.best[0]!;
    expect(scores).toEqual([statistics.calmarRatio]);
    // By definition: the annual growth over the deepest drawdown.
    expect(statistics.calmarRatio).toBeCloseTo(statistics.cagr! / -statistics.maxDrawdown, 12);
    const fast = allRows().find(({ params }) => JSON.stringify(params) === JSON.stringify(summary.best[0]!.params))!;
    expect(statistics.finalEquity).toBe(fast.read("finalEquity"));
  });

  it("may be a function of one's own", async () => {
    const goal = ownGoal("return less fees", ["totalReturn", "totalCommission"], (metrics) => {
      return metrics.totalReturn! - metrics.totalCommission! / 1e4;
    });
    const { summary } = await sweep({ objective: objectiveOf(goal) });
    const expected = best(allRows(), ({ read }) => read("totalReturn") - read("totalCommission") / 1e4);
    expect(summary.best[0]!.params).toEqual(expected.params);
  });

  it("is a Pareto front of several goals", async () => {
    const goals = [metricGoal("totalReturn", "higher"), metricGoal("turnover", "lower")];
    const { summary } = await sweep({ objective: objectiveOf(...goals), top: 1 });
    const rows = allRows();
    const front = paretoFront(rows.map(({ read }) => [read("totalReturn"), -read("turnover")]));
    const key = (params: SweepParams) => JSON.stringify(params);
    expect(summary.best.map(({ params }) => key(params)).sort()).toEqual(
      front.map((row) => key(rows[row]!.params)).sort(),
    );
    expect(summary.best.length).toBeGreaterThan(1);
  });

  it("leaves out what breaks a requirement, and counts it", async () => {
    const rows = allRows();
    const median = rows.map(({ read }) => read("tradesCount")).sort((a, b) => a - b)[rows.length >> 1]!;
    const requirement = { metric: "tradesCount", comparison: "<", bound: median } as const;
    const { summary } = await sweep({ objective: { ...by("totalReturn"), requirements: [requirement] }, top: 100 });
    const kept = rows.filter(({ read }) => read("tradesCount") < median);
    expect(summary.best).toHaveLength(kept.length);
    expect(summary.unranked).toBe(rows.length - kept.length);
  });

  it("may be the mean over a combination and its neighbours, each computed once", async () => {
    const rows = allRows();
    const scored = rows.map(({ params, read }) => {
      const near = rows.filter((other) => {
        const [a, b] = [
          Number(params.fast) - Number(other.params.fast),
          Number(params.slow) - Number(other.params.slow),
        ];
        return Math.abs(a) + Math.abs(b) === 1;
      });
      const values = [read("totalReturn"), ...near.map((other) => other.read("totalReturn"))];
      return { params, mean: values.reduce((sum, value) => sum + value, 0) / values.length };
    });
    const expected = best(scored, ({ mean }) => mean);
    for (const blockSize of [1024, 3]) {
      const { summary, combos } = await sweep({ robust: { kind: "neighbours" }, blockSize });
      expect(summary.best[0]!.params).toEqual(expected.params);
      expect(summary.best[0]!.scores[0]).toBeCloseTo(expected.mean, 12);
      expect(new Set(combos.map((params) => JSON.stringify(params))).size).toBe(combos.length);
      expect([summary.trials, summary.failed]).toEqual([allowed.length, 6]);
    }
  });

  it("may be the worst of consecutive folds, each with earlier bars to warm up", async () => {
    const folds = [0, 200, 400].map((start) =>
      allRows({ bars: sliceBars(bars, 0, start + 200), from: start === 0 ? null : bars.time[start]! }),
    );
    const worst = folds[0]!.map(({ params, read }, k) => ({
      params,
      value: Math.min(read("totalReturn"), ...folds.slice(1).map((fold) => fold[k]!.read("totalReturn"))),
    }));
    const expected = best(worst, ({ value }) => value);
    const { summary, combos } = await sweep({ robust: { kind: "folds", folds: 3 } });
    expect(summary.best[0]!.params).toEqual(expected.params);
    expect(summary.best[0]!.scores).toEqual([expected.value]);
    expect(combos).toHaveLength(allowed.length);
  });
});

describe("the end of a sweep", () => {
  it("comes when so many combinations in a row were no better, whatever the blocks", async () => {
    const all = await sweep({ top: 100 });
    const scoreOf = new Map(all.summary.best.map(({ params, scores }) => [JSON.stringify(params), scores[0]!]));
    let [most, idle, count] = [-Infinity, 0, 0];
    for (const params of all.combos) {
      if (idle === 5) break;
      const score = scoreOf.get(JSON.stringify(params)) ?? -Infinity;
      idle = score > most ? 0 : idle + 1;
      most = Math.max(most, score);
      count++;
    }
    for (const blockSize of [1024, 4]) {
      const { summary } = await sweep({ patience: 5, blockSize });
      expect([summary.trials, summary.isStoppedEarly]).toEqual([count, true]);
    }
    expect(count).toBeLessThan(allowed.length);
    expect(all.summary.isStoppedEarly).toBe(false);
  });

  it("of halving counts whole trials, and ranks only what saw all bars", async () => {
    const parts: { share: number; length: number }[] = [];
    const sampler = successiveHalvingSampler(space, { seed: 2 });
    const keep: SweepPorts["keep"] = (rows, _, { share, bars: seen }) => {
      for (let k = 0; k < rows.length; k++) parts.push({ share, length: seen.length });
    };
    const { summary } = await sweep({ sampler, trials: 6, top: 100 }, { keep });
    // Two brackets of 9 on a ninth of 600 bars, 3 on a third, 1 on all.
    const bracket = [...Array(9).fill(67), ...Array(3).fill(200), 600];
    expect(parts.map(({ length }) => length)).toEqual([...bracket, ...bracket]);
    expect(summary.trials).toBe(26);
    expect(summary.best.length).toBeLessThanOrEqual(2);
  });
});
