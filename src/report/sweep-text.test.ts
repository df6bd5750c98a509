import { describe, expect, it } from "vitest";
import { BacksightError } from "../core/errors.ts";
import { int } from "../core/params/parameter.ts";
import { metricGoal } from "../optimize/objectives/goal.ts";
import { objectiveOf } from "../optimize/objectives/search-objective.ts";
import { range } from "../optimize/spaces/search-range.ts";
import { searchSpace } from "../optimize/spaces/search-space.ts";
import { sweepText } from "./sweep-text.ts";
import type { SweptSpace } from "./sweep-view.ts";

const params = { fast: int(1, { min: 1, max: 9 }) };
const space = searchSpace({ name: "demo", params }, { ranges: { fast: range(1, 5, 1) } });
const sharpe = metricGoal("sharpeRatio", "higher");
const rows = [0.2, 0.4, 1, 0.7, 0.1].map((score, k) => ({ params: { fast: k + 1 }, scores: [score, -k] }));
const best = [...rows]
  .sort((a, b) => b.scores[0]! - a.scores[0]!)
  .map((row) => ({
    ...row,
    statistics: { sharpeRatio: row.scores[0]!, totalReturn: 0.1, maxDrawdown: -0.2, tradesCount: 9 } as never,
  }));
const doors = { columns: 5, masks: 0, lanes: 0, plain: 0 };
const counts = { trials: 5, failed: 0, unranked: 0, isStoppedEarly: false };

function textOf(change: Partial<SweptSpace> = {}, summary: Partial<SweptSpace["summary"]> = {}): string {
  const swept: SweptSpace = {
    ...{ space, method: "grid", objective: objectiveOf(sharpe), robust: null, rows, seen: 5 },
    summary: { ...counts, best, doors, closed: null, errors: [], ...summary } as SweptSpace["summary"],
    ...change,
  };
  return sweepText({ ...swept, evidence: null }, { top: 2, width: 80 });
}

describe("sweepText", () => {
  it("lists the best, and what lies around it", () => {
    const text = textOf();
    expect(text).toContain("5 combinations, the best by sharpeRatio:");
    expect(text.split("\n").filter((line) => /^ +\d/.test(line))).toHaveLength(2);
    // Neighbours of 3 are 2 and 4: (0.4 + 0.7) / 2 = 0.55, the median of all is 0.4: 0.15 / 0.6.
    expect(text).not.toContain("front");
    expect(text.replaceAll("\n ", "")).toContain(
      "Plateau score 0.25: Sharpe ratio 1.00 at the best, 0.55 on average at its 2 neighbours,",
    );
    expect(text.split("\n").every((line) => line.length <= 80)).toBe(true);
    expect(text.endsWith("The first of them in full:")).toBe(true);
  });

  it("says what a front is of, and how much of it isn't listed", () => {
    const text = textOf({ objective: objectiveOf(sharpe, metricGoal("turnover", "lower")) });
    expect(text).toContain("5 on the Pareto front of sharpeRatio and turnover:");
    expect(text).toContain("3 more of the front: --top 5, or --json");
  });

  it("says what was left out, and why", () => {
    const objective = {
      ...objectiveOf(sharpe),
      requirements: [{ metric: "maxDrawdown", comparison: ">", bound: -0.2 } as const],
    };
    const error = new BacksightError("BACKSIGHT_ARGUMENT", { name: "fast", rule: "odd", value: 4 });
    const text = textOf(
      { objective, robust: { kind: "folds", folds: 4 } },
      { best: [], unranked: 3, failed: 2, isStoppedEarly: true, errors: [{ params: { fast: 4 }, error }] },
    );
    expect(text).toContain("Ended early");
    expect(text.replaceAll("\n ", "")).toContain(
      "3 combinations not ranked: fewer than 1 trade, or not maxDrawdown>-0.2, or no finite sharpeRatio",
    );
    expect(text).toContain("2 combinations failed, the first of them fast=4: fast must be odd, was 4.");
    expect(text).toContain("None of them can be ranked by sharpeRatio, the worst of 4 folds.");
  });
});
