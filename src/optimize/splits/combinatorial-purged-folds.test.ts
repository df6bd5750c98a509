import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { combinatorialCounts, combinatorialPurgedFolds } from "./combinatorial-purged-folds.ts";

describe("combinatorialPurgedFolds", () => {
  it("leaves out rows on both sides of a test fold, and more after it", () => {
    // Folds of 4: 0-3, 4-7, 8-11, and 12-16 with the remainder. Tested 1: purge 2 takes 2, 3 and 8, 9; the embargo 10.
    const [, second] = combinatorialPurgedFolds(17, { folds: 4, testFolds: 1, purge: 2, embargo: 1 });
    expect([...second!.train]).toEqual([0, 1, 11, 12, 13, 14, 15, 16]);
    expect(second!.test.map((rows) => [...rows])).toEqual([[4, 5, 6, 7]]);
  });

  it("tests every row equally often, never trains on a tested or near row, and trains on all others", () => {
    const shape = fc.record({
      rows: fc.integer({ min: 6, max: 60 }),
      folds: fc.integer({ min: 2, max: 6 }),
      testFolds: fc.integer({ min: 1, max: 5 }),
      purge: fc.integer({ min: 0, max: 4 }),
      embargo: fc.integer({ min: 0, max: 4 }),
    });
    fc.assert(
      fc.property(shape, ({ rows, testFolds, ...options }) => {
        fc.pre(testFolds < options.folds);
        const splits = combinatorialPurgedFolds(rows, { ...options, testFolds });
        const counts = combinatorialCounts(options.folds, testFolds);
        expect(splits).toHaveLength(counts.splits);
        const tested = new Int32Array(rows);
        for (const { train, test } of splits) {
          for (const fold of test) for (const row of fold) tested[row]!++;
          const isNear = (row: number) =>
            test.some(
              (fold) => row >= fold[0]! - options.purge && row <= fold.at(-1)! + options.purge + options.embargo,
            );
          expect([...train]).toEqual(Array.from({ length: rows }, (_, row) => row).filter((row) => !isNear(row)));
        }
        expect([...tested]).toEqual(Array.from({ length: rows }, () => counts.paths));
      }),
    );
  });

  it("refuses what can't be split", () => {
    expect(() => combinatorialPurgedFolds(3, { folds: 4, testFolds: 1 })).toThrow("rows must be an integer from 4");
    expect(() => combinatorialPurgedFolds(9, { folds: 3, testFolds: 3 })).toThrow(
      "testFolds must be an integer from 1 to 2",
    );
    expect(() => combinatorialCounts(2000, 1000)).toThrow("few enough to count");
  });
});
