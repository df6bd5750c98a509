import type { VendorBars } from "../../data/market-data/data-source.ts";
import type { Calendar } from "../../market/calendar/calendar.ts";
import { isoTime } from "../../market/iso-time.ts";
import { isIntraday, type Timeframe, timeframeMs } from "../../market/timeframe.ts";
import { dayAt } from "../cache/range-of-day.ts";
import type { TimeRange } from "../cache/time-ranges.ts";
import type { YahooQuote } from "./load-yahoo.ts";

export interface ChartShape {
  readonly range: TimeRange;
  readonly timeframe: Timeframe;
  readonly calendar: Calendar;
  /** "split": as Yahoo has them; "total": all four prices times `adjclose` by `close`. */
  readonly prices: "split" | "total";
}

/**
 * Rows of a chart as columns: those that open in `range`. A daily row lasts from its session's open to its close; a
 * shorter one for its timeframe, but not beyond the close. Rows without prices are left out, and so is what Yahoo adds
 * for the present moment: a row at the close, or at no whole step from the open.
 *
 * @param fail refuses the answer for a reason
 */
export function chartColumns(
  quotes: readonly YahooQuote[],
  { range, timeframe, calendar, prices }: ChartShape,
  fail: (reason: string) => never,
): VendorBars {
  const rows: number[][] = [];
  let before = -Infinity;
  for (const quote of quotes) {
    const { open, high, low, close, volume } = quote;
    if (open === null || high === null || low === null || close === null) continue;
    const times = timesOf(quote.date.getTime(), timeframe, calendar);
    if (times === undefined || times.time < range.from || times.time >= range.to) continue;
    if (times.time <= before) fail(`the bar of ${isoTime(times.time)} comes after that of ${isoTime(before)}`);
    before = times.time;
    let factor = 1;
    if (prices === "total") {
      if (!(typeof quote.adjclose === "number" && close > 0)) fail(`no adjclose of ${isoTime(times.time)}`);
      factor = Number(quote.adjclose) / close;
    }
    const last = prices === "total" ? Number(quote.adjclose) : close;
    rows.push([times.time, times.closeTime, open * factor, high * factor, low * factor, last, volume ?? NaN]);
  }
  const column = (at: number) => Float64Array.from(rows, (row) => row[at]!);
  return {
    time: column(0),
    closeTime: column(1),
    open: column(2),
    high: column(3),
    low: column(4),
    close: column(5),
    volume: column(6),
  };
}

/** Undefined for a row that is no bar of its session. */
function timesOf(
  time: number,
  timeframe: Timeframe,
  calendar: Calendar,
): { readonly time: number; readonly closeTime: number } | undefined {
  const day = dayAt(calendar, time);
  if (!calendar.isSession(day)) return undefined;
  const [opens, closes] = [calendar.open(day), calendar.close(day)];
  if (!isIntraday(timeframe)) return { time: opens, closeTime: closes };
  const step = timeframeMs(timeframe);
  if (time < opens || time >= closes || (time - opens) % step !== 0) return undefined;
  return { time, closeTime: Math.min(time + step, closes) };
}
