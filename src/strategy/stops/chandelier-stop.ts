import { highest } from "../../indicators/highest.ts";
import { lowest } from "../../indicators/lowest.ts";
import type { Series } from "../../series/series.ts";
import { type PriceColumns, type RangeStopOptions, rangeAway } from "./range-stop.ts";

/**
 * The chandelier: `multiple` average true ranges below the highest high of the last `length` bars for a long position,
 * above the lowest low for a short one. LeBeau; Elder (2002), Come Into My Trading Room: 3 ranges, 22 bars. As `stopLoss`
 * an entry brings its value along and keeps it; `exits: close.lt(chandelierStop(…))` follows it from bar to bar. NaN for
 * the first `length` bars.
 *
 * @param options 3 ranges of 22 bars for a long position unless given
 * @throws {BacksightError} BACKSIGHT_ARGUMENT
 */
export function chandelierStop(columns: PriceColumns, options: RangeStopOptions = {}): Series {
  const { length = 22, multiple = 3, side = "long" } = options;
  const from = side === "short" ? lowest(columns.low, length) : highest(columns.high, length);
  return rangeAway(from, columns, { length, multiple, side });
}
