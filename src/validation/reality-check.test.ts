import { describe, expect, it } from "vitest";
import { realityCheck } from "./reality-check.ts";

describe("realityCheck", () => {
  it("is the share of resamples above the statistic, on paper", () => {
    // Means 2 and 1; resamples give (1, 4), (3, −2), (2, 1): less the means (−1, 3), (1, −3), (0, 0): maxima 3, 1, 0.
    const found = realityCheck(
      [
        [1, 3],
        [4, -2],
      ],
      [
        [0, 0],
        [1, 1],
        [0, 1],
      ],
    );
    expect(found).toEqual({ statistic: 2 * Math.sqrt(2), best: 0, pValue: 1 / 3 });
  });

  it("gives the docblock's example", () => {
    const found = realityCheck(
      [[1, 3]],
      [
        [0, 0],
        [0, 1],
        [1, 0],
        [1, 1],
      ],
    );
    expect(found).toEqual({ statistic: 2 * Math.sqrt(2), best: 0, pValue: 0 });
  });

  it("is NaN where nothing can be said", () => {
    const nothing = { statistic: NaN, best: -1, pValue: NaN };
    expect(realityCheck([], [[0]])).toEqual(nothing);
    expect(realityCheck([[1, 2]], [])).toEqual(nothing);
    expect(
      realityCheck(
        [
          [1, 2],
          [NaN, 1],
        ],
        [[0, 1]],
      ),
    ).toEqual(nothing);
  });
});
