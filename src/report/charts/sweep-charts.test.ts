import { describe, expect, it } from "vitest";
import { int } from "../../core/params/parameter.ts";
import { dimensionBins } from "../../optimize/landscape/dimension-bins.ts";
import { bestPoint, landscapeOf } from "../../optimize/landscape/landscape.ts";
import { range } from "../../optimize/spaces/search-range.ts";
import { searchSpace } from "../../optimize/spaces/search-space.ts";
import { importanceChart } from "./importance-chart.ts";
import { parallelCoordinates } from "./parallel-coordinates.ts";
import { heatCells, heatTable, parameterHeatMap } from "./parameter-heat-map.ts";
import { rangeLabels } from "./parameter-labels.ts";
import { paretoChart } from "./pareto-chart.ts";
import type { Scene } from "./scene.ts";
import { sliceChart, sliceLines } from "./slice-chart.ts";
import { surfaceSlices } from "./surface-slices.ts";
import type { SweptGoal } from "./swept-goal.ts";

const params = { a: int(1, { min: 1, max: 9 }), b: int(1, { min: 1, max: 9 }), c: int(1, { min: 1, max: 9 }) };
const space = searchSpace({ name: "demo", params }, { ranges: { a: range(1, 3, 1), b: range(1, 2, 1), c: [1, 2] } });
/** 100 a + 10 b + c, the point a 3, b 2, c 2 without a rank. */
const judged = [1, 2, 3].flatMap((a) =>
  [1, 2].flatMap((b) =>
    [1, 2].map((c) => ({ params: { a, b, c }, score: a === 3 && b === 2 && c === 2 ? NaN : 100 * a + 10 * b + c })),
  ),
);
const landscape = landscapeOf(space, judged);
const nothing = landscapeOf(
  space,
  judged.map((one) => ({ ...one, score: NaN })),
);
const goal: SweptGoal = { label: "Sharpe ratio", unit: "ratio", better: "higher" };
const texts = ({ nodes }: Scene) => nodes.flatMap((node) => (node.kind === "text" ? [node.text] : []));
const rects = ({ nodes }: Scene) => nodes.flatMap((node) => (node.kind === "rect" ? [node] : []));
const pathsOf = ({ nodes }: Scene, style: string) =>
  nodes.flatMap((node) => (node.kind === "path" && node.style === style ? [node.d] : []));

describe("parameterHeatMap", () => {
  const bins = [dimensionBins(space.dimensions[0]!, 9), dimensionBins(space.dimensions[1]!, 9)] as const;

  it("shows the best or the mean over all others", () => {
    const scores = (over: "best" | "mean") => heatCells(landscape, [0, 1], bins, over).map(({ score }) => score);
    expect(scores("best")).toEqual([112, 212, 312, 122, 222, 321]);
    // Of a 3, b 2 only c 1 has a rank.
    expect(scores("mean")).toEqual([111.5, 211.5, 311.5, 121.5, 221.5, 321]);
  });

  it("has a cell with its words for each pair of values, blank where nothing has a rank, and frames the best", () => {
    const scene = parameterHeatMap(landscape, [1, 2], { width: 1100, goal, over: "best" });
    const cells = rects(scene).filter(({ style }) => style !== "overlay");
    expect(cells).toHaveLength(4);
    expect(cells[0]!.tip).toBe("b 1, c 1: 311.00, the best of 3 combinations");
    expect(rects(scene).filter(({ style }) => style === "overlay")).toHaveLength(1);
    expect(scene.summary).toContain("The best Sharpe ratio is 321.00 at a 3, b 2, c 1 (framed).");
    expect(texts(scene)).toEqual(expect.arrayContaining(["b →", "c ↑", "311.00"]));
  });

  it("tints by distance from 0 where values lie on both sides, else from their median", () => {
    const signed = landscapeOf(
      space,
      judged.map((one) => ({ ...one, score: one.params.a - 2 })),
    );
    const styles = (scene: Scene) => rects(scene).map(({ style, opacity }) => [style, opacity]);
    const [low, zero, high] = styles(parameterHeatMap(signed, [0, 1], { width: 1100, goal, over: "best" }));
    expect([low![0], zero![0], high![0]]).toEqual(["down", "up", "up"]);
    expect(low![1]).toBe(high![1]);
    expect(zero![1]).toBeLessThan(0.1);
    expect(styles(parameterHeatMap(landscape, [0, 1], { width: 1100, goal, over: "best" }))[0]![0]).toBe("down");
  });

  it("keeps to its width, and says so where nothing has a rank", () => {
    const narrow = parameterHeatMap(landscape, [0, 1], { width: 370, goal, over: "best" });
    for (const { x, width } of rects(narrow)) expect(x + width).toBeLessThanOrEqual(370);
    expect(parameterHeatMap(nothing, [0, 1], { width: 370, goal, over: "best" }).isEmpty).toBe(true);
  });

  it("has a twin in words", () => {
    expect(heatTable(landscape, [0, 1], { ...goal, better: "lower" }, "best")).toEqual({
      heads: ["b \\ a", "1", "2", "3"],
      rows: [
        ["1", "-112.00", "-212.00", "-312.00"],
        ["2", "-122.00", "-222.00", "-321.00"],
      ],
    });
  });
});

describe("sliceChart", () => {
  it("goes through the best point, beside the mean and the best over all others", () => {
    // The best is a 3, b 2, c 1: through it lie 121, 221, 321.
    const { fixed, mean, best } = sliceLines(landscape, 0, bestPoint(landscape)!);
    expect([...fixed]).toEqual([121, 221, 321]);
    expect([...best]).toEqual([122, 222, 321]);
    expect([...mean]).toEqual([116.5, 216.5, (311 + 312 + 321) / 3]);
  });

  it("draws three lines, the best as a dot, and names its values", () => {
    const scene = sliceChart(landscape, 0, { width: 1100, goal });
    for (const style of ["equity", "benchmark", "second-thin", "dot-up"]) expect(pathsOf(scene, style)).toHaveLength(1);
    expect(texts(scene)).toEqual(expect.arrayContaining(["1", "2", "3", "a →"]));
    expect(scene.summary).toBe("The best, 321.00, lies at a 3 (dot).");
    expect(sliceChart(nothing, 0, { width: 370, goal }).isEmpty).toBe(true);
  });
});

describe("rangeLabels", () => {
  it("names both ends of a stretch of several values", () => {
    expect(
      rangeLabels([
        [40, 60],
        [9, 9],
        ["a", "b"],
      ]),
    ).toEqual(["40–60", "9", "a–b"]);
  });
});

describe("surfaceSlices", () => {
  it("has a line for each value of the second parameter, the best one's strong", () => {
    const scene = surfaceSlices(landscape, [0, 1], { width: 1100, goal });
    expect(pathsOf(scene, "equity")).toHaveLength(1);
    expect(pathsOf(scene, "benchmark")).toHaveLength(1);
    // The line of b 2: 122, 222, 321, so ever higher on the page.
    const heights = [...pathsOf(scene, "equity")[0]!.matchAll(/ ([\d.]+)/g)].map((match) => Number(match[1]));
    expect(heights.length).toBeGreaterThanOrEqual(3);
    expect(heights[0]).toBeGreaterThan(heights.at(-1)!);
    expect(scene.summary).toBe(
      "A line for each value of b; the strong one, 2, goes through the best. Each point is the best over all other parameters.",
    );
    expect(surfaceSlices(nothing, [0, 1], { width: 370, goal }).isEmpty).toBe(true);
  });

  it("keeps the labels of its lines apart, and in the picture", () => {
    const level = landscapeOf(
      space,
      judged.map((one) => ({ ...one, score: 1 })),
    );
    const { nodes } = surfaceSlices(level, [2, 0], { width: 370, goal });
    const labels = nodes.flatMap((node) =>
      node.kind === "text" && /^[123]$/.test(node.text) && node.x > 300 ? [node] : [],
    );
    expect(labels).toHaveLength(3);
    const ys = labels.map(({ y }) => y).sort((a, b) => a - b);
    for (let k = 1; k < ys.length; k++) expect(ys[k]! - ys[k - 1]!).toBeGreaterThanOrEqual(14);
    for (const { x, text } of labels) expect(x + 6.8 * text.length).toBeLessThanOrEqual(370);
  });
});

describe("parallelCoordinates", () => {
  it("has a line for each combination that has a rank, by how good it is", () => {
    const scene = parallelCoordinates(landscape, { width: 1100, goal });
    const lines = (style: string) => (pathsOf(scene, style)[0]?.match(/M/g) ?? []).length;
    // Of 11 ranked ones the 11th and the 10th are beyond nine tenths, the 6th to 9th beyond the half.
    expect([lines("swarm-high"), lines("swarm-middle"), lines("swarm-low")]).toEqual([2, 4, 5]);
    expect(texts(scene)).toEqual(expect.arrayContaining(["a", "b", "c", "Sharpe ratio", "111.00", "321.00"]));
    expect(parallelCoordinates(nothing, { width: 370, goal }).isEmpty).toBe(true);
  });

  it("draws at most five thousand lines, the best among them", () => {
    const wide = searchSpace({ name: "demo", params: { a: int(1, { min: 1, max: 20_000 }) } });
    const many = landscapeOf(
      wide,
      Array.from({ length: 12_000 }, (_, k) => ({ params: { a: k + 1 }, score: k })),
    );
    for (const [width, most] of [
      [1100, 5000],
      [370, 1000],
    ] as const) {
      const scene = parallelCoordinates(many, { width, goal });
      const all = ["swarm-high", "swarm-middle", "swarm-low"].flatMap((style) => pathsOf(scene, style)).join("");
      expect(all.match(/M/g)).toHaveLength(most);
    }
  });
});

describe("paretoChart", () => {
  const lower: SweptGoal = { label: "Turnover", unit: "ratio", better: "lower" };

  it("joins what no other beats in both by a staircase", () => {
    const scores = [
      [1, -1],
      [2, -3],
      [1.5, -4],
      [0.5, -2],
      [NaN, 0],
    ] as const;
    const scene = paretoChart(scores, [goal, lower], { width: 1100 });
    expect(scene.summary).toBe(
      "2 combinations of 4 on the front, from Sharpe ratio 1.00 with Turnover 1.00 to Sharpe ratio 2.00 with Turnover 3.00.",
    );
    expect(pathsOf(scene, "dot-up")[0]!.match(/M/g)).toHaveLength(2);
    expect(pathsOf(scene, "dot-neutral-small")[0]!.match(/M/g)).toHaveLength(4);
    expect(paretoChart([[NaN, 1]], [goal, lower], { width: 370 }).isEmpty).toBe(true);
  });
});

describe("importanceChart", () => {
  it("has a bar as long as the share for each parameter, the longest first", () => {
    const scene = importanceChart(
      [
        { name: "a", share: 0.1 },
        { name: "b", share: 0.4 },
      ],
      { width: 1100 },
    );
    const bars = rects(scene).filter(({ style }) => style === "up");
    expect(bars[0]!.tip).toBe("b: 40.0%");
    expect(bars[1]!.width / bars[0]!.width).toBeCloseTo(0.25, 12);
    expect(importanceChart([{ name: "a", share: NaN }], { width: 370 }).isEmpty).toBe(true);
  });
});
