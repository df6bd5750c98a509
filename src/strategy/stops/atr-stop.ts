import type { Series } from "../../series/series.ts";
import { type PriceColumns, type RangeStopOptions, rangeAway } from "./range-stop.ts";

/**
 * A stop `multiple` average true ranges from the close, for a strategy's `stopLoss`: an entry decided at a bar brings that
 * bar's value along. Wilder (1978), New Concepts in Technical Trading Systems, the Volatility System. NaN for the first
 * `length` bars.
 *
 * @param options 3 ranges of 14 bars below the close unless given
 * @throws {BacksightError} BACKSIGHT_ARGUMENT
 * @example return { entries, exits, stopLoss: atrStop({ high, low, close }, { multiple: 2 }) };
 */
export function atrStop(columns: PriceColumns, options: RangeStopOptions = {}): Series {
  return rangeAway(columns.close, columns, { length: 14, multiple: 3, side: "long", ...options });
}
