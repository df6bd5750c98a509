import { RecentRows } from "../math/recent-rows.ts";
import { type IndicatorStream, oneOutput } from "./indicator-stream.ts";

/**
 * A stream whose output is a function of the last `window` values of its inputs, each oldest first; NaN until that many
 * without a NaN have come. The cost of a bar grows with the window.
 */
export function windowStream(
  inputs: number,
  window: number,
  of: (...columns: readonly Float64Array[]) => number,
): IndicatorStream {
  const rows = new RecentRows(inputs, window);
  return oneOutput((a, b, c, d) => {
    rows.push(a, b, c, d);
    if (!rows.isFull) return NaN;
    return inputs === 1
      ? of(rows.column(0))
      : inputs === 2
        ? of(rows.column(0), rows.column(1))
        : inputs === 3
          ? of(rows.column(0), rows.column(1), rows.column(2))
          : of(rows.column(0), rows.column(1), rows.column(2), rows.column(3));
  });
}
