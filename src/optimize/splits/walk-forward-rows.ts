import { checkInteger } from "../../core/checks.ts";
import { BacksightError } from "../../core/errors.ts";
import type { RowRange } from "./row-range.ts";

/** Train here, test there. */
export interface WalkForwardWindow {
  /** Rows to train on, those of purge and embargo already left out at its end. */
  readonly train: RowRange;
  /** Rows to test on, all of them later. */
  readonly test: RowRange;
  /**
   * The part of the test that belongs to the one out-of-sample curve: up to where the next window's test starts, of the
   * last window all. Shorter than the test when windows overlap; the rest of the test is another opinion on rows that a
   * later window tests, never a second return of them.
   */
  readonly outOfSample: RowRange;
}

export interface WalkForwardRowsOptions {
  /** Rows trained on, purge and embargo included, at least 1; of the first window when anchored. */
  readonly train: number;
  /** Rows tested, at least 1. */
  readonly test: number;
  /** Rows from one test's start to the next one's, at least 1; `test` when not given. */
  readonly step?: number | undefined;
  /** Every window trains from row 0 on (an expanding window) instead of on the last `train` rows. */
  readonly isAnchored?: boolean | undefined;
  /** Rows left out at the END of training: the longest time for which an outcome is open. */
  readonly purge?: number | undefined;
  /** Rows left out there in addition, where the test still remembers the training. */
  readonly embargo?: number | undefined;
}

/**
 * Walk-forward windows over `rows` rows: train on `train` of them, test on the `test` next ones, go on by `step`.
 * Windows whose test isn't complete are dropped: there are ⌊(rows − train − test) / step⌋ + 1, none when that is below
 * 1.
 *
 * With a step shorter than the test the tests overlap, with a longer one rows between them are tested by none;
 * `outOfSample` says which rows make the one curve.
 *
 * Pardo (2008), "The Evaluation and Optimization of Trading Strategies", chapter 11; purge and embargo as in López de
 * Prado (2018), "Advances in Financial Machine Learning", section 7.4.
 *
 * @throws {BacksightError} BACKSIGHT_ARGUMENT
 * @example walkForwardRows(1000, { train: 252, test: 63, step: 21 })[1].test // { start: 273, end: 336 }
 */
export function walkForwardRows(rows: number, options: WalkForwardRowsOptions): WalkForwardWindow[] {
  const { train, test, step = test, isAnchored = false, purge = 0, embargo = 0 } = options;
  checkInteger("rows", rows, 0);
  checkInteger("train", train, 1);
  checkInteger("test", test, 1);
  checkInteger("step", step, 1);
  checkInteger("purge", purge, 0);
  checkInteger("embargo", embargo, 0);
  if (purge + embargo >= train) {
    const rule = `longer than purge and embargo, ${purge + embargo}`;
    throw new BacksightError("BACKSIGHT_ARGUMENT", { name: "train", rule, value: train });
  }
  const windows: WalkForwardWindow[] = [];
  for (let start = train; start + test <= rows; start += step) {
    const end = start + test;
    const isLast = end + step > rows;
    windows.push({
      train: { start: isAnchored ? 0 : start - train, end: start - purge - embargo },
      test: { start, end },
      outOfSample: { start, end: isLast ? end : Math.min(end, start + step) },
    });
  }
  return windows;
}

/**
 * The same window without the last `rows` rows of its training: for a purge that is known only after training, the
 * longest holding time there. Training that ends more than so many rows before the test already stays as it is.
 *
 * @throws {BacksightError} BACKSIGHT_ARGUMENT when nothing would be left to train on
 */
export function purgedWindow(window: WalkForwardWindow, rows: number): WalkForwardWindow {
  checkInteger("rows", rows, 0);
  const { start } = window.train;
  const end = Math.min(window.train.end, window.test.start - rows);
  if (end <= start) {
    const rule = `less than the distance of training's and test's start, ${window.test.start - start}`;
    throw new BacksightError("BACKSIGHT_ARGUMENT", { name: "rows", rule, value: rows });
  }
  return { ...window, train: { start, end } };
}
