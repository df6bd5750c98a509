import { describe, expect, it } from "vitest";
import { emptyRunDetailFixture, runDetailFixture } from "../../../test/support/run-detail-fixture.ts";
import { rowLabels } from "../row-labels.ts";
import { equityChart } from "./equity-chart.ts";
import type { Scene } from "./scene.ts";

const CASH = 100_000;
const detail = runDetailFixture();
const { rowTime } = rowLabels(detail);
const styles = ({ nodes }: Scene, kind: string) => nodes.flatMap((node) => (node.kind === kind ? [node.style] : []));

describe("equityChart", () => {
  it("draws equity, benchmark and drawdown, and tells where a cursor finds them", () => {
    const scene = equityChart(detail.curve, { width: 1100, rowTime, startingCash: CASH });
    expect(styles(scene, "path")).toEqual(["benchmark", "equity", "drawdown-area", "drawdown"]);
    expect(scene.cursor?.panels.map(({ series }) => series)).toEqual(["equity", "benchmark", "drawdown"]);
    expect(scene.cursor?.rows).toBe(detail.curve.time.length);
  });

  it("keeps every point inside the picture", () => {
    const scene = equityChart(detail.curve, { width: 1100, rowTime, startingCash: CASH });
    for (const node of scene.nodes) {
      if (node.kind !== "path") continue;
      const numbers = node.d.match(/-?\d+(\.\d+)?/g)!.map(Number);
      numbers.forEach((value, i) => {
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(i % 2 === 0 ? scene.width : scene.height);
      });
    }
  });

  it("has no line for an absent benchmark", () => {
    const { curve } = runDetailFixture({ hasBenchmark: false });
    const scene = equityChart(curve, { width: 1100, rowTime, startingCash: CASH });
    expect(styles(scene, "path")).not.toContain("benchmark");
    expect(scene.cursor?.panels.map(({ series }) => series)).toEqual(["equity", "drawdown"]);
    expect(scene.summary).not.toContain("benchmark");
  });

  it("shades and numbers what it is told to", () => {
    const shades = [
      { from: -1, to: 10 },
      { from: 100, to: 200 },
    ];
    const scene = equityChart(detail.curve, { width: 1100, rowTime, startingCash: CASH, shades });
    const bands = scene.nodes.flatMap((node) => (node.kind === "rect" ? [node] : []));
    const left = scene.cursor!.left;
    const pitch = (1100 - 14 - left) / detail.curve.time.length;
    expect(bands.map(({ tip }) => tip)).toEqual(["Drawdown 1", "Drawdown 2"]);
    expect(bands[0]?.x).toBeCloseTo(left + 0.5 * pitch, 9);
    expect(bands[0]?.width).toBeCloseTo(10 * pitch, 9);
    expect(bands[1]?.x).toBeCloseTo(left + 100.5 * pitch, 9);
  });

  it("draws one bar, and says when there is none", () => {
    const { curve } = emptyRunDetailFixture();
    expect(equityChart(curve, { width: 370, rowTime: rowTime.slice(0, 1), startingCash: CASH }).summary).toBe(
      "Equity went from 100,000.00 to 100,000.00; the worst drawdown was 0.00%.",
    );
    const none = new Float64Array(0);
    const empty = {
      time: none,
      open: none,
      high: none,
      low: none,
      close: none,
      equity: none,
      equityLow: none,
      equityHigh: none,
      drawdown: none,
      benchmark: none,
    };
    expect(equityChart(empty, { width: 1100, rowTime: none, startingCash: CASH }).summary).toBe("No bars to show.");
  });

  it("draws a band of extremes where a row stands for several bars", () => {
    const scene = equityChart(detail.curve, { width: 1100, rowTime, startingCash: CASH, isGrouped: true });
    expect(styles(scene, "path")).toContain("equity-band");
  });
});
