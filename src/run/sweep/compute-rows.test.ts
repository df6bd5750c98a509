import { describe, expect, it } from "vitest";
import { randomMarket } from "../../../test/support/random-market.ts";
import { int } from "../../core/params/parameter.ts";
import { crossedAbove, crossedBelow } from "../../indicators/crossed.ts";
import { sma } from "../../indicators/sma.ts";
import { metricGoal } from "../../optimize/objectives/goal.ts";
import { objectiveOf } from "../../optimize/objectives/search-objective.ts";
import { SAMPLERS, type SamplerName } from "../../optimize/samplers/sampler-table.ts";
import { range } from "../../optimize/spaces/search-range.ts";
import { searchSpace } from "../../optimize/spaces/search-space.ts";
import { defineStrategy } from "../../strategy/define-strategy.ts";
import { DEFAULT_SETTINGS } from "../default-settings.ts";
import type { SweepBlock, SweepLog } from "./compute-rows.ts";
import { executeSweep, type SweepPlan } from "./execute-sweep.ts";
import { type PackedRows, packRows, unpackRows } from "./packed-rows.ts";
import { inProcessExecutor, type SweepJob } from "./sweep-executor.ts";

const cross = defineStrategy({
  name: "cross",
  params: { fast: int(5), slow: int(20) },
  where: (p) => p.fast < p.slow,
  requiredHistory: (p) => p.slow,
  signals({ close }, p) {
    if (p.fast === 4) throw new Error("not four");
    const [fast, slow] = [sma(close, p.fast), sma(close, p.slow)];
    return { entries: crossedAbove(fast, slow), exits: crossedBelow(fast, slow) };
  },
});

const bars = randomMarket("lively", 7, 500);
const space = searchSpace(cross, { ranges: { fast: range(2, 9, 1), slow: range(5, 24, 1) } });

interface Saved {
  readonly block: SweepBlock;
  readonly rows: PackedRows;
}

/** A log in memory, and what was written to it. */
function memoryLog(saved: Saved[]): SweepLog {
  return {
    read({ block, key }) {
      const found = saved[block];
      if (found === undefined) return null;
      expect(found.block.key).toBe(key);
      return unpackRows(found.rows);
    },
    save(block, rows) {
      expect(block.block).toBe(saved.length);
      saved.push(structuredClone({ block, rows: packRows(rows) }));
    },
  };
}

/** A sweep with everything that can be told apart between two of them. */
async function swept(method: SamplerName, saved: Saved[], change: Partial<SweepPlan> = {}) {
  const computed: SweepJob[] = [];
  const kept: unknown[] = [];
  const goals = method === "nsga2" ? [metricGoal("totalReturn", "higher"), metricGoal("turnover", "lower")] : [];
  const summary = await executeSweep(
    {
      ...{ strategy: cross, bars, settings: DEFAULT_SETTINGS, space, top: 5, blockSize: 8, trials: 60 },
      sampler: SAMPLERS[method](space, { seed: 3 }),
      objective: objectiveOf(...(goals.length > 0 ? goals : [metricGoal("totalReturn", "higher")])),
      executor: (request) => {
        const executor = inProcessExecutor(request);
        return {
          ...executor,
          run(jobs) {
            return (async function* () {
              for (const job of jobs) {
                computed.push(job);
                yield* executor.run([job]);
              }
            })();
          },
        };
      },
      ...change,
    },
    {
      keep(rows, combos) {
        kept.push([rows.first, combos, packRows(rows)]);
      },
      log: memoryLog(saved),
    },
  );
  return { summary: { ...summary, errors: summary.errors.map(({ error }) => error.message) }, kept, computed };
}

describe("a sweep that goes on from its log", () => {
  it.each(Object.keys(SAMPLERS) as SamplerName[])("by %s ends as if it had never been stopped", async (method) => {
    const whole: Saved[] = [];
    const expected = await swept(method, whole);
    expect(expected.computed.length).toBe(whole.length);
    expect(whole.length).toBeGreaterThan(1);
    for (const stopped of [0, 1, Math.floor(whole.length / 2), whole.length]) {
      const saved = structuredClone(whole.slice(0, stopped));
      const resumed = await swept(method, saved);
      expect(resumed.summary).toEqual(expected.summary);
      expect(resumed.kept).toEqual(expected.kept);
      expect(saved).toEqual(whole);
      expect(resumed.computed.length).toBe(whole.length - stopped);
    }
  });

  it.each([
    ["neighbours", { kind: "neighbours" }],
    ["folds", { kind: "folds", folds: 3 }],
  ] as const)("and is ranked by %s does too; only rows that are kept are trials", async (_, robust) => {
    const whole: Saved[] = [];
    const expected = await swept("grid", whole, { robust });
    const trials = whole.filter(({ block }) => block.isTrial).reduce((sum, { rows }) => sum + rows.length, 0);
    expect(trials).toBe(expected.summary.trials);
    expect(whole.some(({ block }) => !block.isTrial)).toBe(robust.kind === "folds");
    const saved = structuredClone(whole.slice(0, 5));
    const resumed = await swept("grid", saved, { robust });
    expect([resumed.summary, saved]).toEqual([expected.summary, whole]);
  });

  it("keeps a block only when whoever takes its rows is done with them", async () => {
    const saved: Saved[] = [];
    const seen: number[] = [];
    const stopped = executeSweep(
      {
        ...{ strategy: cross, bars, settings: DEFAULT_SETTINGS, space, top: 5, blockSize: 8, trials: 60 },
        sampler: SAMPLERS.grid(space, { seed: 3 }),
        objective: objectiveOf(metricGoal("totalReturn", "higher")),
      },
      {
        keep() {
          seen.push(saved.length);
          if (seen.length === 3) throw new Error("no more");
        },
        log: memoryLog(saved),
      },
    );
    await expect(stopped).rejects.toThrow("no more");
    expect([seen, saved.length]).toEqual([[0, 1, 2], 2]);
  });
});

describe("packed rows", () => {
  it("come back as they were, errors by their message, after a way to another thread", async () => {
    const saved: Saved[] = [];
    await swept("grid", saved);
    const { block, rows } = saved.find((one) => one.rows.errors.length > 0)!;
    const [again] = await Array.fromAsync(
      inProcessExecutor({ strategy: cross, bars, settings: DEFAULT_SETTINGS, blockSize: 8 }).run([block]),
    );
    const back = unpackRows(structuredClone(rows));
    expect({ ...back, errors: null }).toEqual({ ...again, errors: null });
    const messages = (errors: ReadonlyMap<number, Error>) => Array.from(errors, ([row, error]) => [row, error.message]);
    expect(messages(back.errors)).toEqual(messages(again!.errors));
    expect(back.errors.size).toBeGreaterThan(0);
  });
});
