import { describe, expect, it } from "vitest";
import { metricInput, QUARTER } from "../../test/support/metric-input.ts";
import { averageCost } from "./average-cost.ts";
import { costsToGross } from "./costs-to-gross.ts";
import { exposure } from "./exposure.ts";
import { sessionTurnover, turnover, turnoverMetric } from "./turnover.ts";

const column = (...values: number[]) => Float64Array.from(values);

describe("turnover", () => {
  it("is 1 when the whole equity is bought and sold once", () => {
    expect(turnover(200, column(100, 100))).toBe(1);
    expect(turnover(0, column(100))).toBe(0);
  });

  it("is taken by the year: the same trades in half the time are twice as much", () => {
    const full = metricInput();
    const halved = Float64Array.from({ length: full.time.length }, (_, i) => full.time.at(i)! / 2);
    const half = metricInput({ time: halved });
    expect(turnoverMetric.compute(half)).toBeCloseTo(2 * turnoverMetric.compute(full), 12);
    expect(full.time.at(3)).toBe(4 * QUARTER * 86_400_000);
  });

  it("is NaN without equity, without time, and when equity is lost", () => {
    expect(turnover(10, column())).toBeNaN();
    expect(turnover(10, column(0, 0))).toBeNaN();
    expect(turnoverMetric.compute(metricInput({ time: new Float64Array(4) }))).toBeNaN();
  });
});

describe("sessionTurnover", () => {
  it("divides by the mean of two sessions' positions", () => {
    // 20 over (0 + 40) / 2, then 30 over (40 + 20) / 2, then nothing over (20 + 0) / 2, then 0 over 0.
    expect(sessionTurnover(column(20, 30, 0, 0), column(40, 20, 0, 0))).toEqual(column(1, 1, 0, NaN));
    expect(() => sessionTurnover(column(1), column())).toThrow(expect.objectContaining({ code: "BACKSIGHT_LENGTH" }));
  });
});

describe("exposure", () => {
  it("counts bars with a position on either side", () => {
    expect(exposure(column(0, 1, -0.5, 0))).toBe(0.5);
    expect(exposure(column(0, 0))).toBe(0);
    expect(exposure(column())).toBeNaN();
  });
});

describe("costs", () => {
  it("are shares of what was traded and of what was earned before them", () => {
    expect(averageCost(2, 1000)).toBe(0.002);
    expect(averageCost(0, 0)).toBeNaN();
    expect(costsToGross(75, 25)).toBe(0.25);
    expect(costsToGross(-10, 30)).toBe(1.5);
    expect(costsToGross(-30, 10)).toBeNaN();
  });
});
