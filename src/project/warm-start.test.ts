import { describe, expect, it } from "vitest";
import { thrown } from "../../test/support/thrown.ts";
import { createSweepColumns } from "../engine/vector/fast/sweep-statistics.ts";
import { metricGoal } from "../optimize/objectives/goal.ts";
import { objectiveOf } from "../optimize/objectives/search-objective.ts";
import { packRows } from "../run/sweep/packed-rows.ts";
import type { StoredBlock } from "../store/sweep-block-rows.ts";
import type { SweepStore } from "../store/sweep-store.ts";
import { warmStart } from "./warm-start.ts";

/** Combinations `fast` with a total return and a turnover each, judged on the bars up to `end`. */
function blockOf(
  rows: readonly (readonly [fast: number, totalReturn: number, turnover: number])[],
  { end = 300, isTrial = true, block = 0 } = {},
): StoredBlock {
  const statistics = createSweepColumns(rows.length);
  for (const [k, [, totalReturn, turnover]] of rows.entries()) {
    statistics.totalReturn[k] = totalReturn;
    statistics.turnover[k] = turnover;
    statistics.tradesCount[k] = 3;
    statistics.openTrades[k] = 0;
  }
  const door = new Uint8Array(rows.length);
  const { length } = rows;
  return {
    ...{ block, key: "", isTrial, part: { begin: 0, end } },
    combos: rows.map(([fast]) => ({ fast })),
    rows: packRows({ first: 0, length, statistics, more: {}, door, reasons: new Map(), errors: new Map() }),
  };
}

function storeOf(...blocks: readonly StoredBlock[]): SweepStore {
  const sweep = { id: "abc", strategy: "cross" };
  return { find: (name: string) => `${name}bc`, get: () => sweep, blocks: () => blocks } as unknown as SweepStore;
}

const byReturn = objectiveOf(metricGoal("totalReturn", "higher"));
const fastOf = (params: readonly { fast?: unknown }[]) => params.map(({ fast }) => fast);

describe("warmStart", () => {
  it("takes the ten best by what is searched for now", () => {
    const rows = Array.from({ length: 30 }, (_, k) => [k, (k * 7) % 30, k] as const);
    // 7 k mod 30 = 29, 28, …: k = 17, 4, 21, …, as 7 · 17 = 119 = 3 · 30 + 29.
    const best = fastOf(warmStart(storeOf(blockOf(rows)), "a", "cross", byReturn));
    expect(best).toHaveLength(10);
    expect(best.slice(0, 3)).toEqual([17, 4, 21]);
    const calm = objectiveOf(metricGoal("turnover", "lower"));
    expect(fastOf(warmStart(storeOf(blockOf(rows)), "a", "cross", calm)).slice(0, 3)).toEqual([0, 1, 2]);
  });

  it("of several metrics takes the front", () => {
    const store = storeOf(
      blockOf([
        [1, 0.3, 9],
        [2, 0.2, 9],
        [3, 0.1, 2],
        [4, 0.3, 12],
      ]),
    );
    const both = objectiveOf(metricGoal("totalReturn", "higher"), metricGoal("turnover", "lower"));
    expect(fastOf(warmStart(store, "a", "cross", both))).toEqual([1, 3]);
  });

  it("counts only what saw all bars, and no looks at folds", () => {
    const store = storeOf(
      blockOf([[1, 9, 1]], { end: 100 }),
      blockOf([[2, 0.5, 1]]),
      blockOf([[3, 8, 1]], { end: 100 }),
      blockOf([[4, 7, 1]], { isTrial: false }),
    );
    expect(fastOf(warmStart(store, "a", "cross", byReturn))).toEqual([2]);
  });

  it("refuses another strategy's sweep, and one without a rank", () => {
    const store = storeOf(blockOf([[1, NaN, 1]]));
    expect(thrown(() => warmStart(store, "a", "other", byReturn)).message).toContain(
      "--warm-start a is a sweep of cross, not of other.",
    );
    expect(thrown(() => warmStart(store, "a", "cross", byReturn)).message).toContain(
      "none of its rows can be ranked by totalReturn",
    );
  });
});
