import { describe, expect, it } from "vitest";
import { areaSeries, bandSeries, lineSeries } from "./line-series.ts";
import { linearScale } from "./scale.ts";

/** Two rows over 0…40: middles at 10 and 30. Values 0…10 over 100…0. */
const BOX = { left: 0, right: 40, top: 0, bottom: 100 };
const SCALE = linearScale(0, 10, 100, 0);

describe("lineSeries", () => {
  it("puts each row in the middle of its share of the width", () => {
    expect(lineSeries(Float64Array.of(2, 5), BOX, SCALE, "equity")).toEqual({
      kind: "path",
      style: "equity",
      d: "M10 80L30 50",
    });
  });

  it("draws a single row as a dash", () => {
    expect(lineSeries(Float64Array.of(5), BOX, SCALE, "equity")).toMatchObject({ d: "M8 50L32 50" });
    expect(lineSeries(Float64Array.of(NaN), BOX, SCALE, "equity")).toMatchObject({ d: "" });
  });

  it("draws no more than four rows for one and a half pixels", () => {
    const values = Float64Array.from({ length: 100_000 }, (_, i) => i % 10);
    const node = lineSeries(values, BOX, SCALE, "equity");
    // ⌊40 / 1.5⌋ = 26 columns; every further point costs a blank and two numbers.
    expect(node.kind === "path" ? node.d.split(/[ L]/).length / 2 : NaN).toBeLessThanOrEqual(4 * 26);
  });
});

describe("areaSeries", () => {
  it("fills down to a level and passes over NaN", () => {
    expect(areaSeries(Float64Array.of(2, 5), 10, BOX, SCALE, "drawdown-area")).toEqual({
      kind: "path",
      style: "drawdown-area",
      d: "M10 0L30 0L30 50L10 80Z",
    });
    expect(areaSeries(Float64Array.of(NaN, NaN), 10, BOX, SCALE, "drawdown-area")).toEqual({
      kind: "path",
      style: "drawdown-area",
      d: "",
    });
  });
});

describe("bandSeries", () => {
  it("spans the extremes of the rows", () => {
    expect(bandSeries(Float64Array.of(1, 2), Float64Array.of(3, 5), BOX, SCALE, "equity-band")).toEqual({
      kind: "path",
      style: "equity-band",
      d: "M10 70L30 50L30 80L10 90Z",
    });
  });
});
