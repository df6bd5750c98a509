import { describe, expect, it } from "vitest";
import { thrown } from "../../../test/support/thrown.ts";
import { robustnessText } from "../../optimize/objectives/robust-scores.ts";
import { readObjective, readRobustness } from "./read-objective.ts";

describe("readObjective", () => {
  it("takes each metric's direction from the catalogue", () => {
    const { goals, requirements, minTrades } = readObjective({
      metric: "sharpeRatio, maxDrawdown,turnover,exposure:lower",
      require: ["tradesCount>=30"],
    });
    expect(goals.map(({ name, better }) => [name, better])).toEqual([
      ["sharpeRatio", "higher"],
      // A negative fraction: nearer to 0 is better.
      ["maxDrawdown", "higher"],
      ["turnover", "lower"],
      ["exposure", "lower"],
    ]);
    expect(requirements).toEqual([{ metric: "tradesCount", comparison: ">=", bound: 30 }]);
    expect(minTrades).toBe(1);
  });

  it.each([
    ["sharp", "BACKSIGHT_OPTION_UNKNOWN"],
    // A sweep runs no benchmark.
    ["alpha", "BACKSIGHT_OPTION_UNKNOWN"],
    ["sharpeRatio,sharpeRatio", "BACKSIGHT_ARGUMENT"],
    ["exposure", "BACKSIGHT_ARGUMENT"],
    ["", "BACKSIGHT_OPTION_UNKNOWN"],
  ])("refuses %j", (metric, code) => {
    expect(thrown(() => readObjective({ metric })).code).toBe(code);
  });
});

describe("readRobustness", () => {
  it("reads neighbours and folds", () => {
    expect(readRobustness(undefined)).toBeNull();
    expect(readRobustness("neighbours")).toEqual({ kind: "neighbours" });
    expect(readRobustness("folds:4")).toEqual({ kind: "folds", folds: 4 });
    expect(readRobustness("folds:4:mean")).toEqual({ kind: "folds", folds: 4, by: "mean" });
    expect(robustnessText({ kind: "folds", folds: 4, by: "mean" })).toBe("folds:4:mean");
  });

  it.each(["folds", "folds:1", "folds:101", "folds:x", "mean"])("refuses %j", (text) => {
    const { code, message } = thrown(() => readRobustness(text));
    expect(code).toBe("BACKSIGHT_ARGUMENT");
    expect(message).toContain(text);
  });
});
