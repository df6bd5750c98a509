import { BacksightError } from "../../core/errors.ts";
import type { Bars } from "../../market/bars.ts";

/** A longer timeframe's bars as they could be known at each bar of a shorter one. */
export interface JoinedTimeframe {
  /** For each bar of the shorter timeframe the last bar of the longer one that had closed by its close; −1 before the first. */
  readonly index: Int32Array;
  /** A column of the longer timeframe, one value per bar of the shorter; NaN before the first is complete. */
  expand(column: Float64Array): Float64Array;
}

/**
 * Sees a longer timeframe from a shorter one without look-ahead: completed bars only, also on the bar that completes
 * one.
 *
 * @param short the bars that decisions are taken on
 * @param long bars of the same instrument, or of another one
 */
export function joinTimeframes(short: Pick<Bars, "closeTime">, long: Pick<Bars, "closeTime">): JoinedTimeframe {
  const index = new Int32Array(short.closeTime.length);
  let completed = -1;
  for (let i = 0; i < index.length; i++) {
    while (completed + 1 < long.closeTime.length && long.closeTime[completed + 1]! <= short.closeTime[i]!) completed++;
    index[i] = completed;
  }
  return {
    index,
    expand(column) {
      if (column.length !== long.closeTime.length) {
        const details = { name: "column", expected: long.closeTime.length, value: column.length };
        throw new BacksightError("BACKSIGHT_LENGTH", details);
      }
      const expanded = new Float64Array(index.length);
      for (let i = 0; i < index.length; i++) expanded[i] = index[i]! < 0 ? NaN : column[index[i]!]!;
      return expanded;
    },
  };
}
