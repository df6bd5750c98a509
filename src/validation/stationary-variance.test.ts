import { describe, expect, it } from "vitest";
import { randomStream } from "../core/random.ts";
import { mean, variance } from "../math/moments.ts";
import { stationaryBootstrap } from "./stationary-bootstrap.ts";
import { stationaryVariance } from "./stationary-variance.ts";

const VALUES = [1, 2, 4, 3, 5, 4, 6, 9, 7, 8, 6, 5];

describe("stationaryVariance", () => {
  it("is on paper, for three values and a mean block of 2", () => {
    // 1, 2, 3 about 2: R(0) = 2/3, R(1) = 0, R(2) = −1/3; κ(2) = 1/3·1/4 + 2/3·1/2 = 5/12.
    expect(stationaryVariance([1, 2, 3], 2)).toBeCloseTo(2 / 3 + 2 * (5 / 12) * (-1 / 3), 15);
  });

  it("is the variance for blocks of one row", () => {
    expect(stationaryVariance(VALUES, 1)).toBeCloseTo(variance(VALUES, 0), 14);
  });

  it("is n times the variance of the means of the resamples themselves", () => {
    for (const block of [1.5, 4, 12]) {
      const means: number[] = [];
      for (const rows of stationaryBootstrap(12, block, 40_000, randomStream(1, "variance"))) {
        means.push(mean(Array.from(rows, (row) => VALUES[row]!)));
      }
      // Standard error of a variance from 40,000 draws: 0.7 %.
      expect((12 * variance(means, 1)) / stationaryVariance(VALUES, block)).toBeCloseTo(1, 1);
    }
  });

  it("is NaN without values and with a NaN", () => {
    expect(stationaryVariance([], 2)).toBeNaN();
    expect(stationaryVariance([1, NaN, 2], 2)).toBeNaN();
  });
});
