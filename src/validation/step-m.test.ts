import { describe, expect, it } from "vitest";
import { randomStream } from "../core/random.ts";
import { superiorPredictiveAbility } from "./spa.ts";
import { stationaryBootstrap } from "./stationary-bootstrap.ts";
import { stepwiseSuperior } from "./step-m.ts";

function differences(levels: readonly number[], seed: number): Float64Array[] {
  const random = randomStream(seed, "differences");
  return levels.map((level) => Float64Array.from({ length: 100 }, () => level + 2 * random.uniform() - 1));
}

const resamples = (seed: number) => stationaryBootstrap(100, 3, 500, randomStream(seed, "resamples"));

describe("stepwiseSuperior", () => {
  it("names a second model only once the first is out of the way, on paper", () => {
    // Means 10 and 3. Resamples 000, 111, 222 give (20, 3), (5, 4), (5, 2); less the means (10, 0), (−5, 1), (−5, −1).
    // Round 1: maxima 10, 1, −1, median 1: both are above it. At size 0.1 the quantile is 8.2: only model 0 is.
    // Round 2, model 1 alone: 0, 1, −1, quantile 0.8: 3 is above it.
    const columns = [
      [20, 5, 5],
      [3, 4, 2],
    ];
    const options = {
      resamples: [
        [0, 0, 0],
        [1, 1, 1],
        [2, 2, 2],
      ],
      studentised: false,
    };
    expect(stepwiseSuperior(columns, { ...options, size: 0.1 })).toEqual([0, 1]);
    // With a first model that isn't good enough itself (mean 7 against 8.2) nothing is named at all.
    expect(
      stepwiseSuperior(
        [
          [17, 2, 2],
          [3, 4, 2],
        ],
        { ...options, size: 0.1 },
      ),
    ).toEqual([]);
  });

  it("finds the skilled among the worthless", () => {
    const levels = [0, 0.5, 0, -0.5, 0.45, 0, 0];
    let wrong = 0;
    for (let seed = 0; seed < 20; seed++) {
      const options = { resamples: resamples(seed), meanBlockLength: 3, size: 0.02 };
      const found = stepwiseSuperior(differences(levels, seed), options);
      expect(found, `seed ${seed}`).toEqual(expect.arrayContaining([1, 4]));
      if (found.length > 2) wrong++;
    }
    // At most 0.4 expected of 20.
    expect(wrong).toBeLessThanOrEqual(3);
  });

  it("names a model exactly when the best one passes the test for superior predictive ability", () => {
    for (let seed = 0; seed < 40; seed++) {
      const columns = differences([0.1, 0, 0.05], seed);
      const { best, pValues } = superiorPredictiveAbility(columns, { resamples: resamples(seed) });
      const named = stepwiseSuperior(columns, { resamples: resamples(seed), size: 0.2 });
      // Quantile and share differ by at most one resample in 500.
      if (pValues.consistent < 0.196) expect(named).toContain(best);
      if (pValues.consistent > 0.204) expect(named).toEqual([]);
    }
  });

  it("names none where nothing can be said, and refuses a size that makes no sense", () => {
    expect(stepwiseSuperior([], { resamples: [] })).toEqual([]);
    expect(stepwiseSuperior([[5, 5, 5]], { resamples: [[0, 1, 2]] })).toEqual([]);
    expect(stepwiseSuperior([[5, 6, NaN]], { resamples: [[0, 1, 2]] })).toEqual([]);
    for (const size of [0, 1, NaN]) {
      expect(() => stepwiseSuperior([[1, 2, 3]], { resamples: [], size })).toThrow("size must be above 0 and below 1");
    }
  });
});
