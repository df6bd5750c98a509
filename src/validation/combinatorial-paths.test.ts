import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { combinatorialCounts, combinatorialPurgedFolds } from "../optimize/splits/combinatorial-purged-folds.ts";
import { combinatorialPaths } from "./combinatorial-paths.ts";

describe("combinatorialPaths", () => {
  it("takes each path's parts from different splits", () => {
    const splits = combinatorialPurgedFolds(3, { folds: 3, testFolds: 2 });
    // split 01 returns 1, split 02 returns 2, split 12 returns 3
    const returns = splits.map((_, s) => [[s + 1], [s + 1]]);
    const { paths, lossShare } = combinatorialPaths(splits, returns);
    expect(paths.map((path) => [...path])).toEqual([
      [1, 1, 2],
      [2, 3, 3],
    ]);
    expect(lossShare).toBe(0);
  });

  it("has as many complete paths as the book counts, each row from a split that tests it", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 6 }),
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 0, max: 9 }),
        (folds, k, more) => {
          fc.pre(k < folds);
          const rows = folds * 3 + more;
          const splits = combinatorialPurgedFolds(rows, { folds, testFolds: k });
          const returns = splits.map(({ test }) => test.map((column) => Float64Array.from(column)));
          const { paths } = combinatorialPaths(splits, returns);
          expect(paths).toHaveLength(combinatorialCounts(folds, k).paths);
          for (const path of paths) expect([...path]).toEqual(Array.from({ length: rows }, (_, i) => i));
        },
      ),
    );
  });

  it("counts the paths that lose", () => {
    const splits = combinatorialPurgedFolds(4, { folds: 2, testFolds: 1 });
    const found = combinatorialPaths(splits, [[[0.1, -0.3]], [[0.1, 0.05]]]);
    expect(found.paths).toHaveLength(1);
    // mean −0.0125 over its deviation
    expect(found.sharpes[0]).toBeLessThan(0);
    expect(found.lossShare).toBe(1);
  });

  it("refuses returns that don't fit their tests", () => {
    const splits = combinatorialPurgedFolds(4, { folds: 2, testFolds: 1 });
    expect(() => combinatorialPaths(splits, [[[0.1]], [[0.1, 0.2]]])).toThrow("returns[0][0]");
    expect(() => combinatorialPaths(splits, [])).toThrow("returns");
  });
});
