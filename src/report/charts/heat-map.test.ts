import { describe, expect, it } from "vitest";
import type { YearReturns } from "../month-grid.ts";
import { heatMap } from "./heat-map.ts";
import type { Scene } from "./scene.ts";

function year(number: number, first: readonly number[], total: number): YearReturns {
  const months = new Float64Array(12).fill(NaN);
  months.set(first);
  return { year: number, months, total };
}

const YEARS = [year(2023, [0.01, -0.02, 0], -0.0102), year(2024, [0.15], 0.15)];
const texts = ({ nodes }: Scene) => nodes.flatMap((node) => (node.kind === "text" ? [node.text] : []));
const rects = ({ nodes }: Scene) => nodes.flatMap((node) => (node.kind === "rect" ? [node] : []));

describe("heatMap", () => {
  it("has a cell for each month that has a session, and one for the year", () => {
    const scene = heatMap(YEARS, { width: 1100 });
    expect(texts(scene).slice(13)).toEqual(["2023", "1.0%", "-2.0%", "0.0%", "-1.0%", "2024", "15.0%", "15.0%"]);
    expect(rects(scene).map(({ style }) => style)).toEqual(["up", "down", "up", "down", "up", "up"]);
    expect(rects(scene)[1]?.tip).toBe("Feb 2023: -2.00%");
    expect(scene.summary).toBe("2 of 4 months gained; the best month was +15.00%, the worst -2.00%.");
  });

  it("tints by size, in full at the 95th percentile", () => {
    // Sizes 0, 1, 2 and 15 %: row ⌊3 × 0.95⌋ = 2 of the sorted ones, 2 %. A year's total takes three times as much.
    const opacity = rects(heatMap(YEARS, { width: 1100 })).map((rect) => Math.round(rect.opacity! * 1000) / 1000);
    expect(opacity).toEqual([0.275, 0.55, 0, 0.094, 0.55, 0.55]); // 0.0102 / 0.06 × 0.55 = 0.0935
  });

  it("gives each year two lines on a telephone", () => {
    const scene = heatMap(YEARS, { width: 370 });
    expect(texts(scene)).toContain("Jan");
    expect(scene.height).toBe(2 * (2 * 36 + 12));
    for (const node of scene.nodes) if (node.kind === "rect") expect(node.x + node.width).toBeLessThanOrEqual(370);
  });

  it("says so when there is nothing to show", () => {
    expect(heatMap([], { width: 1100 }).summary).toBe("No sessions to show.");
  });
});
