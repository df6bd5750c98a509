import { describe, expect, it } from "vitest";
import type { RollingSharpe } from "../rolling-sharpe.ts";
import { rollingChart } from "./rolling-chart.ts";

const DAY = 86_400_000;
const column = (...values: number[]) => Float64Array.from(values);
const rolling = (strategy: Float64Array, benchmark: Float64Array): RollingSharpe => ({
  time: Float64Array.from(strategy, (_, i) => (19_000 + i) * DAY),
  strategy,
  benchmark,
  window: 2,
  noun: "session",
});

describe("rollingChart", () => {
  it("says between which values the ratio lay", () => {
    const scene = rollingChart(rolling(column(NaN, 1, -1, 2, 3), column(NaN, 0, 0, 0, 0)), { width: 1100 });
    expect(scene.summary).toBe(
      "Over trailing 2 sessions the annual Sharpe ratio lay between -1.00 and 3.00, above 0 in 75% of them; 3.00 at the end.",
    );
    expect(scene.nodes.flatMap((node) => (node.kind === "path" ? [node.style] : []))).toEqual(["benchmark", "equity"]);
  });

  it("can be followed row by row, where the lines were drawn", () => {
    const { cursor } = rollingChart(rolling(column(NaN, 1, -1, 2, 3), column(NaN, 0, 0, 0, 0)), { width: 1100 });
    expect(cursor).toMatchObject({ track: "rolling", rows: 5, right: 1086 });
    expect(cursor?.panels).toEqual(
      (["sharpe", "benchmarkSharpe"] as const).map((series, i) => ({
        series,
        style: i === 0 ? "equity" : "benchmark",
        scale: "linear",
        min: -1,
        max: 3,
        top: 34,
        bottom: 240,
      })),
    );
  });

  it("leaves an absent benchmark out", () => {
    const scene = rollingChart(rolling(column(NaN, 1, NaN), column(NaN, NaN, NaN)), { width: 370 });
    expect(scene.cursor?.panels.map(({ series }) => series)).toEqual(["sharpe"]);
    expect(scene.nodes.flatMap((node) => (node.kind === "path" ? [node.style] : []))).toEqual(["equity"]);
    expect(scene.summary).toContain("undefined at the end");
  });

  it("says why there is nothing to show", () => {
    expect(rollingChart(undefined, { width: 1100 }).summary).toBe("The run is too short for a rolling statistic.");
    expect(rollingChart(rolling(column(NaN), column(NaN)), { width: 1100 }).summary).toContain("don't vary");
  });
});
