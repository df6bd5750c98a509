import { describe, expect, it } from "vitest";
import type { RebasedCurves } from "../compare/rebased-curves.ts";
import { comparisonChart } from "./comparison-chart.ts";

const column = (...values: number[]) => Float64Array.from(values);
const CURVES: RebasedCurves = {
  day: Int32Array.of(0, 1, 2),
  a: column(90, 100, 120),
  b: column(NaN, 100, 80),
  drawdownA: column(-0.1, 0, 0),
  drawdownB: column(NaN, 0, -0.2),
  common: { first: 1, last: 2 },
};
const options = { width: 1100, rowTime: column(0, 86_400_000, 172_800_000), names: ["A one", "B two"] } as const;

describe("comparisonChart", () => {
  it("says where both begin and how they end", () => {
    expect(comparisonChart(CURVES, options).summary).toBe(
      "Both are 100 at the start of 1970-01-02; they share the sessions to 1970-01-03. A one ended at 120.00 (worst drawdown -10.00%), B two at 80.00 (-20.00%).",
    );
    expect(comparisonChart({ ...CURVES, common: null }, options).summary).toContain("The runs share no session");
  });

  it("marks the common start where it isn't the picture's own", () => {
    const upright = (curves: RebasedCurves) =>
      comparisonChart(curves, options).nodes.filter(
        (node) => node.kind === "line" && node.style === "reference" && node.x1 === node.x2,
      ).length;
    expect(upright(CURVES)).toBe(1);
    expect(upright({ ...CURVES, common: { first: 0, last: 2 } })).toBe(0);
  });

  it("tells a cursor where all four columns lie", () => {
    expect(comparisonChart(CURVES, options).cursor?.panels.map(({ series }) => series)).toEqual([
      "a",
      "b",
      "drawdownA",
      "drawdownB",
    ]);
  });
});
