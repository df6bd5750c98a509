import { checkInteger } from "../../core/checks.ts";
import { BacksightError } from "../../core/errors.ts";
import type { RowRange } from "./row-range.ts";

export interface TimeSeriesSplitOptions {
  /** Number of splits, at least 1. */
  readonly splits: number;
  /** Rows of each test; ⌊rows / (splits + 1)⌋ when not given. */
  readonly testSize?: number | undefined;
  /** Rows left out between training and test. */
  readonly gap?: number | undefined;
  /** Train on so many rows at most, the last ones; on all before the gap when not given. */
  readonly maxTrainSize?: number | undefined;
}

/** Train here, test there. */
export interface TimeSeriesSplit {
  readonly train: RowRange;
  readonly test: RowRange;
}

/**
 * Neighbouring tests of one size at the end of the rows, each trained on what was before it; what doesn't divide evenly
 * goes to the first training. The windows of scikit-learn's `TimeSeriesSplit`.
 *
 * @throws {BacksightError} BACKSIGHT_ARGUMENT when there are too few rows to train every split
 * @example timeSeriesSplits(6, { splits: 3 })[0] // train on the rows 0 to 2, test on row 3
 */
export function timeSeriesSplits(rows: number, options: TimeSeriesSplitOptions): TimeSeriesSplit[] {
  const { splits, gap = 0, maxTrainSize = Number.MAX_SAFE_INTEGER } = options;
  checkInteger("splits", splits, 1);
  checkInteger("rows", rows, splits + 1);
  const size = options.testSize ?? Math.floor(rows / (splits + 1));
  checkInteger("testSize", size, 1);
  checkInteger("gap", gap, 0);
  checkInteger("maxTrainSize", maxTrainSize, 1);
  const first = rows - splits * size;
  if (first - gap < 1) {
    const rule = `more than tests and gap take, ${splits * size + gap}`;
    throw new BacksightError("BACKSIGHT_ARGUMENT", { name: "rows", rule, value: rows });
  }
  return Array.from({ length: splits }, (_, k) => {
    const start = first + k * size;
    const end = start - gap;
    return { train: { start: Math.max(0, end - maxTrainSize), end }, test: { start, end: start + size } };
  });
}
