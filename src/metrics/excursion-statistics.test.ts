import { describe, expect, it } from "vitest";
import { metricInput, tradesOf } from "../../test/support/metric-input.ts";
import { averageMae, averageMaeMetric } from "./average-mae.ts";
import { averageMfe, averageMfeMetric } from "./average-mfe.ts";
import { edgeRatio, edgeRatioMetric } from "./edge-ratio.ts";
import { winnersMae, winnersMaeMetric } from "./winners-mae.ts";

const column = (...values: number[]) => Float64Array.from(values);
const none = column();

describe("statistics of excursions", () => {
  // In eighths and sixteenths, so that means are exact: MAE −1/8, −1/16, −1/4, −1/16, mean −1/8; MFE 1/2, 0, 1/8, 1/8.
  const mae = column(-0.125, -0.0625, -0.25, -0.0625);
  const mfe = column(0.5, 0, 0.125, 0.125);

  it("are means of both, and their ratio", () => {
    expect(averageMae(mae)).toBe(-0.125);
    expect(averageMfe(mfe)).toBe(0.1875);
    expect(edgeRatio(mae, mfe)).toBe(1.5);
  });

  it("find what nine in ten winners stayed within", () => {
    // Winners at −0.01 … −0.11: of 11 the second worst lies at share 0.1 exactly. The loser's −0.5 doesn't count.
    const winners = Array.from({ length: 11 }, (_, i) => -(i + 1) / 100);
    const pnl = column(...winners.map(() => 1), -1, 0);
    expect(winnersMae(column(...winners, -0.5, -0.6), pnl)).toBe(-0.1);
    // Two winners, −0.04 and −0.02: a tenth of the way from the worse to the better one.
    expect(winnersMae(column(-0.02, -0.04), column(1, 1))).toBeCloseTo(-0.038, 12);
  });

  it("are undefined without what they speak of, and infinite without an adverse move", () => {
    for (const value of [averageMae(none), averageMfe(none), edgeRatio(none, none), winnersMae(none, none)])
      expect(value).toBeNaN();
    expect(winnersMae(column(-0.1), column(-5))).toBeNaN();
    expect(edgeRatio(column(0, 0), column(0.1, 0))).toBe(Infinity);
    expect(edgeRatio(column(0), column(0))).toBeNaN();
  });

  it("leave open trades out", () => {
    const trades = tradesOf([
      { pnl: 5, days: 1, mae: -0.25, mfe: 0.5 },
      { pnl: 100, days: 9, mae: -0.75, mfe: 4, open: true },
      { pnl: -3, days: 4, mae: -0.75, mfe: 0 },
    ]);
    const input = metricInput({ trades });
    expect(averageMaeMetric.compute(input)).toBe(-0.5);
    expect(averageMfeMetric.compute(input)).toBe(0.25);
    expect(edgeRatioMetric.compute(input)).toBe(0.5);
    expect(winnersMaeMetric.compute(input)).toBe(-0.25);
  });
});
