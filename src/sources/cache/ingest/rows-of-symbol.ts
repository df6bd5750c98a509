import { isBacksightError } from "../../../core/errors.ts";
import { joinTicks } from "../../../data/formats/flat-files/join-ticks.ts";
import type { Dataset } from "../../../data/market-data/data-request.ts";
import type { DataRows, VendorBars } from "../../../data/market-data/data-source.ts";
import { millisecondsOf } from "../../../data/market-data/rows.ts";
import type { Calendar } from "../../../market/calendar/calendar.ts";
import { isIntraday, type Timeframe, timeframeMs } from "../../../market/timeframe.ts";
import { dayAt, rangeOfDay } from "../range-of-day.ts";
import type { DayRows } from "./day-columns.ts";

/** The rows of one symbol as everyone else knows them: bars with their closes, ticks in the tape's order. */
export function rowsOfSymbol(
  dataset: Dataset,
  symbol: string,
  columns: DayRows,
  timeframe: Timeframe | null,
  calendar: Calendar,
): DataRows {
  if (dataset === "bars" && timeframe !== null) {
    return { dataset, rows: barsOf(columns as Readonly<Record<string, Float64Array>>, timeframe, calendar) };
  }
  const timeNs = columns.timeNs as BigInt64Array;
  const rows = { ...columns, symbol, length: timeNs.length, time: millisecondsOf(timeNs) };
  return joinTicks([{ dataset, rows } as unknown as Exclude<DataRows, { dataset: "bars" }>]).ticks;
}

function barsOf(columns: Readonly<Record<string, Float64Array>>, timeframe: Timeframe, calendar: Calendar): VendorBars {
  const { transactions, ...prices } = columns as Readonly<Record<string, Float64Array>> & VendorBars;
  const counts = transactions?.some((count) => !Number.isNaN(count)) === true ? { transactions } : {};
  const { time } = prices;
  if (isIntraday(timeframe)) {
    const length = timeframeMs(timeframe);
    const closeTime = new Float64Array(time.length);
    for (let i = 0; i < time.length; i++) closeTime[i] = time[i]! + length;
    return { ...prices, ...counts, closeTime };
  }
  // The vendor stamps a day with midnight; it opens and closes with its session.
  const opens = new Float64Array(time.length);
  const closes = new Float64Array(time.length);
  for (const [i, at] of time.entries()) {
    const { from, to } = sessionOf(calendar, at);
    opens[i] = from;
    closes[i] = to;
  }
  return { ...prices, ...counts, time: opens, closeTime: closes };
}

/** The session on the date of an instant; the whole date where the calendar has or knows none. */
function sessionOf(calendar: Calendar, time: number): { readonly from: number; readonly to: number } {
  const day = dayAt(calendar, time);
  try {
    if (calendar.isSession(day)) return { from: calendar.open(day), to: calendar.close(day) };
  } catch (error) {
    if (!isBacksightError(error) || error.code !== "BACKSIGHT_CALENDAR_RANGE") throw error;
  }
  return rangeOfDay(calendar, day);
}
