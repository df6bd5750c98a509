import { describe, expect, it } from "vitest";
import { distributionChart } from "./distribution-chart.ts";

const input = { title: "Null", noun: "permutation", marked: 5, markedLabel: "This run" };

describe("distributionChart", () => {
  it("shows where a number lies among others", () => {
    const values = [...Array.from({ length: 100 }, (_, i) => i / 20), 7, NaN];
    const scene = distributionChart({ ...input, values }, { width: 900 });
    expect(scene.summary).toBe("1 of 101 permutations are at or above this run 5.00.");
    const bars = scene.nodes.flatMap((node) => (node.kind === "rect" ? [node] : []));
    const counted = bars.reduce((sum, { tip }) => sum + Number(/: (\d+) /.exec(tip!)![1]), 0);
    expect(counted).toBe(101);
    const lines = scene.nodes.flatMap((node) => (node.kind === "line" && node.style === "reference" ? [node] : []));
    // the last one: the legend has one too. All but the bar of 7 lie to its left
    const mark = lines.at(-1)!.x1;
    expect(bars.filter((bar) => bar.x + bar.width <= mark + 1).length).toBe(bars.length - 1);
    expect(mark).toBeLessThan(900);
  });

  it("reaches as far as the mark", () => {
    const scene = distributionChart({ ...input, values: [0, 1, 2], marked: 40 }, { width: 400 });
    expect(scene.summary).toContain("0 of 3");
    expect(scene.nodes.some((node) => node.kind === "text" && node.text === "40")).toBe(true);
  });

  it("says when there is nothing to draw", () => {
    expect(distributionChart({ ...input, values: [1, 1] }, { width: 400 }).isEmpty).toBe(true);
    expect(distributionChart({ ...input, values: [1, 2], marked: NaN }, { width: 400 }).isEmpty).toBe(true);
  });
});
