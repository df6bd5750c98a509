import { checkInteger, checkLength } from "../core/checks.ts";
import {
  type CombinatorialPurgedOptions,
  combinatorialPurgedFolds,
} from "../optimize/splits/combinatorial-purged-folds.ts";
import { type CombinatorialPaths, combinatorialPaths } from "./combinatorial-paths.ts";

/** One split: what was chosen on its training rows, and what became of it. */
export interface SelectionSplit {
  /** Folds under test, ascending. */
  readonly testFolds: readonly number[];
  /** Which column was best on the training rows. */
  readonly chosen: number;
  /** Its score there, and on all rows under test; NaN where one isn't known. */
  readonly trainScore: number;
  readonly testScore: number;
}

/** What a search is worth on rows that it didn't see. */
export interface SelectionCrossValidation extends CombinatorialPaths {
  readonly splits: readonly SelectionSplit[];
}

/** Scores returns, greater is better; NaN ranks last. */
export type ScoreReturns = (returns: Float64Array) => number;

/**
 * Cross-validates a choice: in every split the column with the best score on the training rows is taken to the rows under test, and
 * the tests are put together to complete paths. With one fold under test it is purged k-fold cross-validation (one path, all
 * out of sample); with more, combinatorial purged cross-validation.
 *
 * López de Prado (2018), "Advances in Financial Machine Learning", chapters 7 and 12. Assumes that a return is an outcome of its own
 * row and up to `purge` rows after it, and that a column was simulated without knowing the future; equal scores take the first.
 *
 * @param tried returns per period of ALL that the search tried, over the same rows; at least one column
 * @param score of the returns on some rows, in their order, such as `sharpeRatio`
 * @throws {BacksightError} BACKSIGHT_ARGUMENT, BACKSIGHT_LENGTH
 * @example Returns a = 3, 1, −1, −3 and b = −1, 1, 1, 1, two folds, scored by their sum: trained on the second fold (a −4, b 2) b is
 * taken to the first, −1 + 1 = 0; trained on the first (a 4, b 0) a is taken to the second, −1 − 3 = −4. The path is −1, 1, −1, −3.
 */
export function crossValidateSelection(
  tried: readonly Float64Array[],
  score: ScoreReturns,
  options: CombinatorialPurgedOptions,
): SelectionCrossValidation {
  checkInteger("tried", tried.length, 1);
  const rows = tried[0]!.length;
  for (const [k, column] of tried.entries()) checkLength(`tried[${k}]`, column, rows);
  const splits = combinatorialPurgedFolds(rows, options);
  const found = splits.map(({ testFolds, train, test }) => {
    const scores = tried.map((column) => score(at(column, train)));
    const chosen = scores.reduce((top, value, k) => (value > scores[top]! || Number.isNaN(scores[top]!) ? k : top), 0);
    const parts = test.map((range) => at(tried[chosen]!, range));
    const together = Float64Array.from(parts.flatMap((part) => Array.from(part)));
    return { split: { testFolds, chosen, trainScore: scores[chosen]!, testScore: score(together) }, parts };
  });
  const joined = combinatorialPaths(
    splits,
    found.map(({ parts }) => parts),
  );
  return { splits: found.map(({ split }) => split), ...joined };
}

function at(column: Float64Array, rows: Int32Array): Float64Array {
  const found = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) found[i] = column[rows[i]!]!;
  return found;
}
