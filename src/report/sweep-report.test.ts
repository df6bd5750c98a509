import { describe, expect, it } from "vitest";
import { markupOutline } from "../../test/support/markup-outline.ts";
import { runDetailFixture } from "../../test/support/run-detail-fixture.ts";
import { int } from "../core/params/parameter.ts";
import { metricGoal } from "../optimize/objectives/goal.ts";
import { objectiveOf } from "../optimize/objectives/search-objective.ts";
import { range } from "../optimize/spaces/search-range.ts";
import { searchSpace } from "../optimize/spaces/search-space.ts";
import type { SweepBest } from "../run/sweep/execute-sweep.ts";
import { sweepPictures } from "./sweep-pictures.ts";
import { renderSweep } from "./sweep-report.ts";
import { type SweptSpace, sweepView } from "./sweep-view.ts";

const names = { fast: int(1, { min: 1, max: 9 }), slow: int(1, { min: 1, max: 9 }) };
const space = searchSpace({ name: "demo", params: names }, { ranges: { fast: range(1, 4, 1), slow: range(1, 3, 1) } });
const rows = [1, 2, 3, 4].flatMap((fast) =>
  [1, 2, 3].map((slow) => ({ params: { fast, slow }, scores: [fast + slow / 10, -fast * slow] })),
);
const bestOf = (row: (typeof rows)[number]): SweepBest => ({
  ...row,
  statistics: { sharpeRatio: row.scores[0]!, totalReturn: 0.1, maxDrawdown: -0.2, tradesCount: 9 } as never,
});

function swept(change: Partial<SweptSpace> = {}): SweptSpace {
  const best = [...rows].sort((a, b) => b.scores[0]! - a.scores[0]!).map(bestOf);
  const doors = { columns: 12, masks: 0, callbacks: 0, lanes: 0, plain: 0 };
  const counts = { trials: 12, failed: 0, unranked: 0, isComplete: true, isStoppedEarly: false };
  return {
    space,
    method: "grid",
    objective: objectiveOf(metricGoal("sharpeRatio", "higher")),
    robust: null,
    summary: { ...counts, best, doors, closed: null, errors: [] },
    rows: rows.map(({ params, scores }) => ({ params, scores: scores.slice(0, 1) })),
    seen: 12,
    ...change,
  };
}

const several = swept({
  objective: objectiveOf(metricGoal("sharpeRatio", "higher"), metricGoal("turnover", "lower")),
  rows,
});

describe("sweepView", () => {
  it("takes the best into the landscape where the sample passed them over", () => {
    const view = sweepView(swept({ rows: [{ params: { fast: 1, slow: 1 }, scores: [1.1] }], seen: 12 }));
    expect(view.landscape.points).toHaveLength(12);
    expect(view.plateau).toMatchObject({ own: 4.3, neighbours: 3 });
  });

  it("draws a robust search by each combination's own row", () => {
    const robust = swept({ robust: { kind: "folds", folds: 3 }, rows: rows.slice(0, 5) });
    expect(sweepView(robust).landscape.points).toHaveLength(5);
    expect(sweepView(robust).plateau).toBeNull();
  });
});

describe("sweepPictures", () => {
  it("has a heat map of each pair, a slice of each parameter, and all combinations", () => {
    const namesOf = (one: SweptSpace) => sweepPictures(sweepView(one)).map(({ name }) => name);
    const pairs = ["heat-map-fast-slow", "surface-fast-slow", "surface-slow-fast"];
    const common = ["parameter-importance", ...pairs, "slice-fast", "slice-slow", "parallel-coordinates"];
    expect(namesOf(swept())).toEqual(common);
    expect(namesOf(several)).toEqual(["pareto-1", ...common]);
  });

  it("over three parameters shows the mean and the best over the third", () => {
    const third = searchSpace({ name: "demo", params: { ...names, exit: int(1, { min: 1, max: 2 }) } });
    const cubes = rows.map(({ params, scores }) => ({ params: { ...params, exit: 1 }, scores }));
    const view = sweepView(swept({ space: third, rows: cubes, summary: { ...swept().summary, best: [] } }));
    const maps = sweepPictures(view).filter(({ group }) => group === "heat-map");
    expect(maps).toHaveLength(6);
    expect(maps[0]!.heading).toContain("the mean over all others");
  });
});

describe("renderSweep", () => {
  const { record } = runDetailFixture({ sessions: 60 });

  it("says what was searched, lists the best, and has every picture with its table", () => {
    const page = renderSweep(record, swept());
    const text = markupOutline(page)
      .map((element) => element.text)
      .join(" ");
    expect(text).toContain("12 combinations, the best by sharpeRatio");
    expect(text).toContain("Searched by grid.");
    expect(text).toContain("Plateau score");
    for (const heading of ["Which parameters matter", "Sharpe ratio by fast and slow", "Every combination"])
      expect(text).toContain(heading);
    // Wide and narrow each, and one table for all but the lines.
    expect(page.match(/<svg class="chart"/g)).toHaveLength(2 * 7);
    expect(page.match(/The same as a table/g)).toHaveLength(6);
    expect(renderSweep(record, swept())).toBe(page);
  });

  it("says that several goals make a front, and that pictures show a sample", () => {
    expect(renderSweep(record, several)).toContain("12 combinations, a Pareto front by sharpeRatio and turnover");
    expect(renderSweep(record, swept({ seen: 40_000 }))).toContain("The pictures show 12 of 40,000");
  });

  it("escapes names", () => {
    const params = { "<b>": int(1, { min: 1, max: 3 }) };
    const odd = searchSpace({ name: "demo", params });
    const own = [1, 2, 3].map((value) => ({ params: { "<b>": value }, scores: [value] }));
    const page = renderSweep(record, swept({ space: odd, rows: own, summary: { ...swept().summary, best: [] } }));
    expect(page).not.toContain("<b> ");
    expect(page).toContain("&lt;b&gt;");
  });
});
