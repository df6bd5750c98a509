import type { Bars } from "../../market/bars.ts";
import { timesOfDates } from "../bar-times/times-of-dates.ts";
import type { RowStamps } from "./stamps-of-rows.ts";

/** No bar. */
export const NO_BAR = -1;

/**
 * The bar that each row means: the one that opens (or closes, with `at`) at exactly its instant, or the one of its
 * date's session. On weekly and longer bars a date means the period that it would mean in a file of prices.
 *
 * @param refuse called for two dates of one period, and for a period without a session
 */
export function barsOfStamps(
  { kind, values }: RowStamps,
  bars: Bars,
  at: "open" | "close",
  refuse: (row: number, problem: string) => never,
): Int32Array {
  if (kind === "instants") return findEach(values, at === "close" ? bars.closeTime : bars.time);
  const isPerSession = bars.calendar.id === "none" || bars.timeframe.label === "1d";
  return isPerSession ? findEach(values, bars.session) : findEach(opensOfPeriods(values, bars, refuse), bars.time);
}

/** The open of the period that each date lies in. */
function opensOfPeriods(
  days: Float64Array,
  { timeframe, calendar }: Bars,
  refuse: (row: number, problem: string) => never,
): Float64Array {
  const order = Array.from(days.keys()).sort((a, b) => days[a]! - days[b]!);
  const sorted = Int32Array.from(order, (row) => days[row]!);
  const { time } = timesOfDates(sorted, { timeframe, calendar }, (i, problem) => refuse(order[i]!, problem));
  const opens = new Float64Array(days.length);
  for (const [i, row] of order.entries()) opens[row] = time[i]!;
  return opens;
}

function findEach(values: Float64Array, column: Float64Array | Int32Array): Int32Array {
  return Int32Array.from(values, (value) => find(value, column));
}

/** The first place of a value in an ascending column. */
function find(value: number, column: Float64Array | Int32Array): number {
  let low = 0;
  let high = column.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (column[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return column[low] === value ? low : NO_BAR;
}
