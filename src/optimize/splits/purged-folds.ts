import { checkInteger, checkLength } from "../../core/checks.ts";
import { BacksightError } from "../../core/errors.ts";
import type { RowRange } from "./row-range.ts";

export interface PurgedFoldsOptions {
  /** Number of neighbouring folds that the rows are cut into, at least 2. */
  readonly folds: number;
  /** Training rows left out on BOTH sides of the test: the longest time for which an outcome is open. */
  readonly purge?: number | undefined;
  /** Instead of `purge`: per row the last row that its outcome depends on, itself or a later one. */
  readonly outcomeEnds?: ArrayLike<number> | undefined;
  /** Training rows left out in addition after the test, where they still remember it. */
  readonly embargo?: number | undefined;
}

/** Train here, test there. */
export interface PurgedFold {
  /** Rows to train on, ascending. */
  readonly train: Int32Array;
  readonly test: RowRange;
}

/**
 * Purged k-fold cross-validation: each fold in turn is tested, and the rest trained on, but for rows whose outcome
 * shares time with an outcome of the test, and for an embargo behind them. Folds hold ⌊rows / folds⌋ rows, the last one
 * the remainder too.
 *
 * López de Prado (2018), "Advances in Financial Machine Learning", sections 7.4.1 and 7.4.2.
 *
 * @throws {BacksightError} BACKSIGHT_ARGUMENT, BACKSIGHT_LENGTH
 * @example Of 10 rows in 2 folds with a purge of 1 and an embargo of 1, the first fold trains on the rows 7, 8 and 9.
 */
export function purgedFolds(rows: number, options: PurgedFoldsOptions): PurgedFold[] {
  const { folds, purge = 0, outcomeEnds, embargo = 0 } = options;
  checkInteger("folds", folds, 2);
  checkInteger("rows", rows, folds);
  checkInteger("purge", purge, 0);
  checkInteger("embargo", embargo, 0);
  if (outcomeEnds !== undefined) checkOutcomeEnds(outcomeEnds, rows, purge);
  const endOf = (row: number) => (outcomeEnds === undefined ? row + purge : outcomeEnds[row]!);

  const size = Math.floor(rows / folds);
  return Array.from({ length: folds }, (_, fold) => {
    const start = fold * size;
    const end = fold === folds - 1 ? rows : start + size;
    let known = end - 1;
    for (let row = start; row < end; row++) known = Math.max(known, endOf(row));
    const all = Int32Array.from({ length: rows }, (_, row) => row);
    return {
      train: all.filter((row) => (row < start && endOf(row) < start) || row > known + embargo),
      test: { start, end },
    };
  });
}

function checkOutcomeEnds(outcomeEnds: ArrayLike<number>, rows: number, purge: number): void {
  if (purge !== 0) {
    const rule = "left out when outcomeEnds are given";
    throw new BacksightError("BACKSIGHT_ARGUMENT", { name: "purge", rule, value: purge });
  }
  checkLength("outcomeEnds", outcomeEnds, rows);
  for (let row = 0; row < rows; row++) checkInteger(`outcomeEnds[${row}]`, outcomeEnds[row], row);
}
