import { describe, expect, it } from "vitest";
import { metricGoal } from "./goal.ts";
import { readRequirement } from "./requirement.ts";
import { metricsOf, objectiveOf, type SearchObjective, scoresOf, valueOfScore } from "./search-objective.ts";

const point = (values: Readonly<Record<string, number>>) => (id: string) =>
  ({ tradesCount: 5, openTrades: 0, ...values })[id] ?? NaN;
const profit = objectiveOf(metricGoal("profitFactor", "higher"));

describe("scoresOf", () => {
  it("turns what should be small, so that greater is better", () => {
    const objective = objectiveOf(metricGoal("sharpeRatio", "higher"), metricGoal("turnover", "lower"));
    const scores = scoresOf(objective, point({ sharpeRatio: 1.5, turnover: 8 }), {});
    expect(scores).toEqual([1.5, -8]);
    expect(objective.goals.map((goal, k) => valueOfScore(goal, scores![k]!))).toEqual([1.5, 8]);
  });

  it("ranks nothing by a value that isn't finite: a profit factor without a loss is no record", () => {
    expect(scoresOf(profit, point({ profitFactor: Infinity }), {})).toBeNull();
    expect(scoresOf(profit, point({ profitFactor: NaN }), {})).toBeNull();
    expect(scoresOf(profit, point({ profitFactor: 1.2 }), {})).toEqual([1.2]);
  });

  it("leaves out what traded too little; one trade still open counts", () => {
    const drawdown: SearchObjective = { ...objectiveOf(metricGoal("maxDrawdown", "higher")), minTrades: 3 };
    const scores = (tradesCount: number, openTrades: number) =>
      scoresOf(drawdown, point({ maxDrawdown: 0, tradesCount, openTrades }), {});
    expect([scores(0, 0), scores(2, 0), scores(2, 1), scores(3, 0)]).toEqual([null, null, [0], [0]]);
    // Whoever never traded has no drawdown: the best of all, but for this rule.
    const never = point({ maxDrawdown: 0, tradesCount: 0 });
    expect(scoresOf({ ...drawdown, minTrades: 1 }, never, {})).toBeNull();
    expect(scoresOf({ ...drawdown, minTrades: 0 }, never, {})).toEqual([0]);
  });

  it("leaves out what breaks a requirement", () => {
    const objective = { ...profit, requirements: [readRequirement("maxDrawdown>-20%", ["maxDrawdown"])] };
    expect(scoresOf(objective, point({ profitFactor: 2, maxDrawdown: -0.25 }), {})).toBeNull();
    expect(scoresOf(objective, point({ profitFactor: 2, maxDrawdown: -0.15 }), {})).toEqual([2]);
    expect(metricsOf(objective)).toEqual(["profitFactor", "maxDrawdown"]);
  });
});
