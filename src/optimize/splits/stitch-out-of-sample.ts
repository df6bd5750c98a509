import { checkLength } from "../../core/checks.ts";
import type { RowRange } from "./row-range.ts";
import type { WalkForwardWindow } from "./walk-forward-rows.ts";

/** Out-of-sample returns of a whole walk-forward. */
export interface StitchedReturns {
  /** From the first test's start to the last one's end; both 0 without windows. */
  readonly rows: RowRange;
  /** One return per row: of the one window whose turn it is; 0, as of cash, where no window tests. */
  readonly returns: Float64Array;
  /** How many windows test each row. */
  readonly opinions: Int32Array;
  /** Sample standard deviation of the returns of all windows that test a row; NaN where fewer than two do. */
  readonly dispersion: Float64Array;
}

/**
 * The one out-of-sample curve of overlapping or separate tests: each row's return comes from the window whose
 * `outOfSample` holds it. Where several windows test a row their returns are never chained; how far they lie apart is
 * the dispersion.
 *
 * @param returns per window, one return per row of its test
 * @throws {BacksightError} BACKSIGHT_LENGTH
 */
export function stitchOutOfSample(
  windows: readonly WalkForwardWindow[],
  returns: readonly ArrayLike<number>[],
): StitchedReturns {
  checkLength("returns", returns, windows.length);
  const start = windows[0]?.test.start ?? 0;
  const end = windows.at(-1)?.test.end ?? 0;
  const stitched = new Float64Array(end - start);
  const opinions = new Int32Array(end - start);
  const means = new Float64Array(end - start);
  const squares = new Float64Array(end - start);
  for (const [k, { test, outOfSample }] of windows.entries()) {
    const column = returns[k]!;
    checkLength(`returns[${k}]`, column, test.end - test.start);
    for (let row = test.start; row < test.end; row++) {
      const value = column[row - test.start]!;
      const i = row - start;
      if (row >= outOfSample.start && row < outOfSample.end) stitched[i] = value;
      const distance = value - means[i]!;
      means[i]! += distance / ++opinions[i]!;
      squares[i]! += distance * (value - means[i]!);
    }
  }
  return {
    rows: { start, end },
    returns: stitched,
    opinions,
    dispersion: squares.map((sum, i) => (opinions[i]! < 2 ? NaN : Math.sqrt(sum / (opinions[i]! - 1)))),
  };
}
