import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { randomStream } from "../core/random.ts";
import { mean } from "../math/moments.ts";
import { sum } from "../math/sum.ts";
import { crossValidateSelection } from "./cross-validate-selection.ts";

const noise = (seed: number, count: number, rows: number) =>
  Array.from({ length: count }, (_, k) => {
    const random = randomStream(seed, `tried/${k}`);
    return Float64Array.from({ length: rows }, () => random.uniform() - 0.5);
  });

describe("crossValidateSelection", () => {
  it("takes what was best in the training to the test", () => {
    const tried = [Float64Array.of(3, 1, -1, -3), Float64Array.of(-1, 1, 1, 1)];
    const found = crossValidateSelection(tried, sum, { folds: 2, testFolds: 1 });
    expect(found.splits).toEqual([
      { testFolds: [0], chosen: 1, trainScore: 2, testScore: 0 },
      { testFolds: [1], chosen: 0, trainScore: 4, testScore: -4 },
    ]);
    expect(found.paths.map((path) => [...path])).toEqual([[-1, 1, -1, -3]]);
  });

  it("doesn't learn from purged rows", () => {
    // b is better in row 2 only, next to the test
    const tried = [Float64Array.of(0, 0, 0, 1), Float64Array.of(0, 0, 9, 0)];
    const chosen = (purge: number) =>
      crossValidateSelection(tried, sum, { folds: 2, testFolds: 1, purge }).splits[0]!.chosen;
    expect([chosen(0), chosen(1)]).toEqual([1, 0]);
  });

  it("gives a column alone as it is, on every path", () => {
    fc.assert(
      fc.property(fc.integer({ min: 6, max: 60 }), fc.integer({ min: 2, max: 6 }), fc.nat(), (rows, folds, seed) => {
        const [column] = noise(seed, 1, rows);
        const testFolds = 1 + (seed % (folds - 1));
        const { paths } = crossValidateSelection([column!], mean, { folds, testFolds, embargo: 1 });
        for (const path of paths) expect(path).toEqual(column);
      }),
    );
  });

  it("finds nothing in noise, and what is there", () => {
    const tried = noise(1, 20, 1200);
    const options = { folds: 6, testFolds: 2, purge: 5, embargo: 5 };
    const luck = crossValidateSelection(tried, mean, options);
    // C(6, 2)·2/6 paths
    expect(luck.paths).toHaveLength(5);
    // the best of 20 shows 1.87 standard errors in its training; out of sample none is left: within three of them
    const error = Math.sqrt(1 / 12 / 1200);
    for (const path of luck.paths) expect(Math.abs(mean(path))).toBeLessThan(3 * error);
    expect(mean(luck.splits.map(({ trainScore }) => trainScore))).toBeGreaterThan(error);
    const real = [...tried, tried[0]!.map((value) => value + 0.15)];
    const found = crossValidateSelection(real, mean, options);
    expect(found.splits.every(({ chosen }) => chosen === 20)).toBe(true);
    expect(found.lossShare).toBe(0);
  });

  it("ranks what has no score last", () => {
    const tried = [Float64Array.of(1, 1, 1, 1), Float64Array.of(-1, -2, -1, -2)];
    const score = (returns: Float64Array) => (returns[0] === 1 ? NaN : mean(returns));
    const { splits } = crossValidateSelection(tried, score, { folds: 2, testFolds: 1 });
    expect(splits.map(({ chosen }) => chosen)).toEqual([1, 1]);
  });

  it("refuses columns of different lengths", () => {
    const tried = [new Float64Array(4), new Float64Array(5)];
    expect(() => crossValidateSelection(tried, mean, { folds: 2, testFolds: 1 })).toThrow("tried[1]");
    expect(() => crossValidateSelection([], mean, { folds: 2, testFolds: 1 })).toThrow("tried");
  });
});
