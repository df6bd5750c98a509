import { describe, expect, it } from "vitest";
import { choice, int, num } from "../../core/params/parameter.ts";
import { range } from "../spaces/search-range.ts";
import { type Params, searchSpace } from "../spaces/search-space.ts";
import { dimensionBins } from "./dimension-bins.ts";
import { bestPoint, landscapeOf } from "./landscape.ts";
import { parameterImportance } from "./parameter-importance.ts";
import { plateauScore } from "./plateau-score.ts";

const params = { a: int(1, { min: 1, max: 100 }), b: int(1, { min: 1, max: 100 }), kind: choice(["x", "y"]) };
const grid = (ranges: object) => searchSpace({ name: "demo", params }, { ranges: ranges as never });
const square = grid({ a: range(1, 5, 1), b: range(1, 5, 1) });
const pairs = [1, 2, 3, 4, 5].flatMap((a) => [1, 2, 3, 4, 5].map((b) => ({ a, b })));
const squareOf = (score: (p: { a: number; b: number }) => number) =>
  landscapeOf(
    square,
    pairs.map((p) => ({ params: { ...p, kind: "x" } as Params, score: score(p) })),
  );

describe("dimensionBins", () => {
  it("has one for each level where they are few", () => {
    const bins = dimensionBins(square.dimensions[0]!, 10);
    expect(bins.values).toEqual([1, 2, 3, 4, 5]);
    expect([1, 2, 3, 4, 5].map((value) => bins.at(square.dimensions[0]!.positionOf(value)))).toEqual([0, 1, 2, 3, 4]);
    expect(bins.at(NaN)).toBe(-1);
  });

  it("cuts many levels, and continuous ranges, into equal stretches of their scale", () => {
    const { dimensions } = searchSpace({ name: "demo", params: { speed: num(1, { min: 0.01, max: 100, log: true }) } });
    const bins = dimensionBins(dimensions[0]!, 4);
    // Four decades: a stretch each, its middle at half a decade.
    for (const [k, value] of bins.values.entries())
      expect(Number(value)).toBeCloseTo(0.0316227766 * [1, 10, 100, 1000][k]!, 6);
    expect([0, 0.24, 0.26, 0.9, 1, NaN].map(bins.at)).toEqual([0, 0, 1, 3, 3, -1]);
    expect(bins.ranges[0]).toEqual([0.01, bins.ranges[1]![0]]);
    expect(bins.ranges[1]![0]).toBeCloseTo(0.1, 12);
  });

  it("tells from where to where a stretch of levels goes", () => {
    // Seven levels in three stretches of 7/3: their middles 0.5, 1.5 | 2.5, 3.5, 4.5 | 5.5, 6.5 of seven.
    const { dimensions } = searchSpace({ name: "demo", params: { slow: int(40, { min: 40, max: 160, step: 20 }) } });
    const bins = dimensionBins(dimensions[0]!, 3);
    expect(bins.ranges).toEqual([
      [40, 60],
      [80, 120],
      [140, 160],
    ]);
    for (const [k, [first, last]] of bins.ranges.entries())
      for (const value of [first, last]) expect(bins.at(dimensions[0]!.positionOf(value))).toBe(k);
  });
});

describe("parameterImportance", () => {
  it("of a sum is each part's share of the variance", () => {
    // On 1..5 a has variance 2, so 3 a has 18, and b has 2: shares 0.9 and 0.1.
    const [a, b] = parameterImportance(squareOf((p) => 3 * p.a + p.b));
    expect([a!.name, b!.name]).toEqual(["a", "b"]);
    expect(a!.share).toBeCloseTo(0.9, 12);
    expect(b!.share).toBeCloseTo(0.1, 12);
  });

  it("gives nothing to parameters that only matter together", () => {
    // (a − 3)(b − 3): every mean over the other one is 0.
    for (const { share } of parameterImportance(squareOf((p) => (p.a - 3) * (p.b - 3))))
      expect(share).toBeCloseTo(0, 12);
  });

  it("counts where an unordered parameter stands, and leaves out what has no rank", () => {
    const space = grid({ a: [1, 2], kind: ["x", "y"] });
    const point = (a: number, kind: string, score: number) => ({ params: { a, b: 1, kind }, score });
    const landscape = landscapeOf(space, [
      ...[point(1, "x", 0), point(2, "x", 0), point(1, "y", 4), point(2, "y", 4)],
      point(1, "x", NaN),
    ]);
    expect(parameterImportance(landscape)).toEqual([
      { name: "a", share: 0 },
      { name: "kind", share: 1 },
    ]);
  });

  it("isn't known where all score the same", () => {
    expect(parameterImportance(squareOf(() => 7)).map(({ share }) => share)).toEqual([NaN, NaN]);
  });
});

describe("plateauScore", () => {
  const at = (landscape: ReturnType<typeof squareOf>, a: number, b: number) =>
    landscape.points.find(({ params: p }) => p.a === a && p.b === b)!;

  it("is 0 of a lonely peak, and 1 on level ground", () => {
    const peak = squareOf((p) => (p.a === 3 && p.b === 3 ? 10 : 1));
    expect(plateauScore(peak, bestPoint(peak)!)).toMatchObject({
      neighbours: 8,
      own: 10,
      mean: 1,
      median: 1,
      score: 0,
    });
    // A hill top of 3 × 3 on a plain: all eight neighbours score as it does.
    const table = squareOf((p) => (Math.abs(p.a - 3) <= 1 && Math.abs(p.b - 3) <= 1 ? 10 : 1));
    expect(plateauScore(table, at(table, 3, 3))).toMatchObject({ worst: 10, score: 1 });
  });

  it("is the share of its lead that the neighbours keep", () => {
    // A corner: neighbours (1,2), (2,1) and (2,2) with 6, 6, 3; the median of all is 2.
    const values: Record<string, number> = { "1/1": 10, "1/2": 6, "2/1": 6, "2/2": 3 };
    const corner = squareOf((p) => values[`${p.a}/${p.b}`] ?? 2);
    const plateau = plateauScore(corner, at(corner, 1, 1));
    expect(plateau).toMatchObject({ neighbours: 3, mean: 5, worst: 3, median: 2 });
    expect(plateau.score).toBeCloseTo((5 - 2) / (10 - 2), 12);
  });

  it("doesn't step to another choice, and leaves unranked neighbours out", () => {
    const space = grid({ a: [1, 2], kind: ["x", "y"] });
    const landscape = landscapeOf(space, [
      { params: { a: 1, b: 1, kind: "x" }, score: 5 },
      { params: { a: 1, b: 1, kind: "y" }, score: 5 },
      { params: { a: 2, b: 1, kind: "x" }, score: NaN },
    ]);
    const plateau = plateauScore(landscape, landscape.points[0]!);
    expect(plateau.neighbours).toBe(0);
    expect(plateau.score).toBeNaN();
  });

  it("reaches one level on a logarithmic scale, where levels are unequally wide", () => {
    const space = searchSpace({ name: "demo", params: { a: int(1, { min: 1, max: 4, log: true }) } });
    const landscape = landscapeOf(
      space,
      [1, 2, 3, 4].map((a) => ({ params: { a }, score: a === 1 ? 9 : 1 })),
    );
    const counts = landscape.points.map((point) => plateauScore(landscape, point).neighbours);
    expect(counts).toEqual([1, 2, 2, 1]);
  });
});
