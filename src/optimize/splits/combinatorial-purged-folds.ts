import { checkInteger } from "../../core/checks.ts";
import { BacksightError } from "../../core/errors.ts";
import { combinations } from "../../math/combinations.ts";

export interface CombinatorialPurgedOptions {
  /** Number of neighbouring folds that the rows are cut into, at least 2. */
  readonly folds: number;
  /** How many of them are tested together, at least 1 and fewer than `folds`. */
  readonly testFolds: number;
  /** Training rows left out on BOTH sides of each test fold: the longest time for which an outcome is open. */
  readonly purge?: number | undefined;
  /** Training rows left out in addition after each test fold, where they still remember it. */
  readonly embargo?: number | undefined;
}

/** One split: train here, test there. */
export interface CombinatorialSplit {
  /** Folds under test, ascending. */
  readonly testFolds: readonly number[];
  /** Rows to train on, ascending. */
  readonly train: Int32Array;
  /** Rows to test on, ascending, one column per test fold. */
  readonly test: readonly Int32Array[];
}

/**
 * Combinatorial purged cross-validation: every choice of `testFolds` folds in turn is tested, in lexicographic order,
 * and the rest trained on, but for rows so near to a test fold that they know it. Folds hold ⌊rows / folds⌋ rows each, the
 * last one the remainder too.
 *
 * López de Prado (2018), "Advances in Financial Machine Learning", chapters 7 and 12.
 *
 * @param rows number of observations in order of time, at least one per fold
 * @throws {BacksightError} BACKSIGHT_ARGUMENT
 * @example Of 12 rows in 3 folds with 2 under test and an embargo of 1, the split that tests the folds 0 and 2 trains on
 * the rows 5, 6, 7: row 4 follows a test fold.
 */
export function combinatorialPurgedFolds(
  rows: number,
  { folds, testFolds, purge = 0, embargo = 0 }: CombinatorialPurgedOptions,
): CombinatorialSplit[] {
  checkInteger("folds", folds, 2);
  checkInteger("rows", rows, folds);
  checkInteger("testFolds", testFolds, 1, folds - 1);
  checkInteger("purge", purge, 0);
  checkInteger("embargo", embargo, 0);
  const size = Math.floor(rows / folds);
  const start = (fold: number) => fold * size;
  const end = (fold: number) => (fold === folds - 1 ? rows : (fold + 1) * size);

  return combinations(folds, testFolds).map((chosen) => {
    const isOut = new Uint8Array(rows);
    for (const fold of chosen) isOut.fill(1, Math.max(0, start(fold) - purge), end(fold) + purge + embargo);
    return {
      testFolds: chosen,
      train: Int32Array.from(isOut.keys()).filter((row) => isOut[row] === 0),
      test: chosen.map((fold) => Int32Array.from({ length: end(fold) - start(fold) }, (_, i) => start(fold) + i)),
    };
  });
}

/**
 * How many splits there are, `N! / (k!·(N − k)!)`, and into how many complete paths through all folds their tests can be
 * put together, `k / N` of that. @throws {BacksightError} BACKSIGHT_ARGUMENT
 */
export function combinatorialCounts(
  folds: number,
  testFolds: number,
): { readonly splits: number; readonly paths: number } {
  checkInteger("folds", folds, 2);
  checkInteger("testFolds", testFolds, 1, folds - 1);
  let splits = 1;
  for (let i = 1; i <= testFolds; i++) splits = (splits * (folds - testFolds + i)) / i;
  if (splits > Number.MAX_SAFE_INTEGER) {
    throw new BacksightError("BACKSIGHT_ARGUMENT", {
      name: "folds",
      rule: "few enough to count their splits",
      value: folds,
    });
  }
  return { splits, paths: (splits * testFolds) / folds };
}
