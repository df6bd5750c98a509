import { describe, expect, it } from "vitest";
import { thrown } from "../../../test/support/thrown.ts";
import { type MetricDirections, metricGoal, ownGoal, readGoal } from "./goal.ts";

const KNOWN: MetricDirections = new Map([
  ["sharpeRatio", "higher"],
  ["turnover", "lower"],
  ["exposure", "neither"],
]);

describe("readGoal", () => {
  it("takes a metric's own direction, or the one that is said", () => {
    expect(readGoal("sharpeRatio", KNOWN)).toMatchObject({ name: "sharpeRatio", better: "higher" });
    expect(readGoal(" turnover ", KNOWN)).toMatchObject({ name: "turnover", better: "lower" });
    expect(readGoal("turnover:higher", KNOWN).better).toBe("higher");
    expect(readGoal("exposure:lower", KNOWN).better).toBe("lower");
  });

  it("refuses what has no direction, another word for one, and a metric that isn't there", () => {
    expect(thrown(() => readGoal("exposure", KNOWN)).message).toContain("exposure:higher or exposure:lower");
    expect(thrown(() => readGoal("sharpeRatio:up", KNOWN)).code).toBe("BACKSIGHT_ARGUMENT");
    const { code, message } = thrown(() => readGoal("sharpRatio", KNOWN));
    expect(code).toBe("BACKSIGHT_OPTION_UNKNOWN");
    expect(message).toContain('Did you mean "sharpeRatio"?');
  });
});

describe("goals", () => {
  const read = (id: string) => ({ totalReturn: 0.3, maxDrawdown: -0.1 })[id] ?? NaN;

  it("read a metric", () => {
    expect(metricGoal("totalReturn", "higher").valueOf(read, {})).toBe(0.3);
    expect(metricGoal("sharpeRatio", "higher").valueOf(read, {})).toBeNaN();
  });

  it("may be a function of several metrics and the parameters", () => {
    const goal = ownGoal("return per drawdown", ["totalReturn", "maxDrawdown"], (metrics, { penalty }) => {
      return metrics.totalReturn! / -metrics.maxDrawdown! - Number(penalty);
    });
    // 0.3 / 0.1 − 1
    expect(goal.valueOf(read, { penalty: 1 })).toBeCloseTo(2, 12);
    expect(goal).toMatchObject({ better: "higher", metrics: ["totalReturn", "maxDrawdown"] });
  });
});
