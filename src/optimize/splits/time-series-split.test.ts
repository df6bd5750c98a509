import { describe, expect, it } from "vitest";
import { timeSeriesSplits } from "./time-series-split.ts";

describe("timeSeriesSplits", () => {
  it("puts what doesn't divide evenly into the first training", () => {
    // 11 / 4 = 2 rows a test, so the tests are 5–6, 7–8 and 9–10.
    expect(timeSeriesSplits(11, { splits: 3, gap: 1, maxTrainSize: 3 })).toEqual([
      { train: { start: 1, end: 4 }, test: { start: 5, end: 7 } },
      { train: { start: 3, end: 6 }, test: { start: 7, end: 9 } },
      { train: { start: 5, end: 8 }, test: { start: 9, end: 11 } },
    ]);
  });

  it("refuses too few rows, as scikit-learn does", () => {
    expect(() => timeSeriesSplits(3, { splits: 3 })).toThrow("rows must be an integer from 4, was 3");
    expect(() => timeSeriesSplits(10, { splits: 3, testSize: 3, gap: 1 })).toThrow(
      "rows must be more than tests and gap take, 10, was 10",
    );
    expect(timeSeriesSplits(10, { splits: 3, testSize: 3 })[0]!.train).toEqual({ start: 0, end: 1 });
  });
});
