import { isBacksightError } from "../../../core/errors.ts";
import type { VendorBars } from "../../../data/market-data/data-source.ts";
import { type Calendar, dateOfDay, dayOfDate, type SessionDay } from "../../../market/calendar/calendar.ts";
import { isoTime } from "../../../market/iso-time.ts";
import { isIntraday, type Timeframe, timeframeMs } from "../../../market/timeframe.ts";
import { dayAt, rangeOfDay } from "../../cache/range-of-day.ts";
import type { TimeRange } from "../../cache/time-ranges.ts";
import type { AnswerFields } from "./answer-fields.ts";
import type { JsonObject } from "./rest-answer.ts";

/**
 * The vendor's bars as columns: those that open in `range`, ascending. Bars shorter than a day last from their `t` for
 * their timeframe; a day bar, whose `t` is midnight, from its session's open to its close; a longer one from the first
 * session's open to the last one's close; where the calendar has or knows no session, its whole dates. A bar that came twice (pages may overlap) is kept once.
 *
 * @throws {BacksightError} BACKSIGHT_REMOTE_DAMAGED for rows that aren't such bars, and for one that came twice with
 * different values
 */
export function barColumns(
  rows: readonly JsonObject[],
  { timeframe, calendar, range }: { timeframe: Timeframe; calendar: Calendar; range: TimeRange },
  fields: AnswerFields,
): VendorBars {
  const wanted: { row: JsonObject; time: number; closeTime: number }[] = [];
  let last: JsonObject | undefined;
  let lastStart = -Infinity;
  for (const row of rows) {
    const t = fields.number(row, "t");
    if (t < lastStart) fields.damaged(`the bar of ${isoTime(t)} comes after that of ${isoTime(lastStart)}`);
    if (t === lastStart) {
      if (!isSameBar(row, last!)) fields.damaged(`it has two different bars of ${isoTime(t)}`);
      continue;
    }
    last = row;
    lastStart = t;
    const times = isIntraday(timeframe)
      ? { time: t, closeTime: t + timeframeMs(timeframe) }
      : sessionTimes(t, timeframe, calendar);
    if (times.time >= range.from && times.time < range.to) wanted.push({ row, ...times });
  }
  const column = (name: string, isOptional = false) =>
    Float64Array.from(wanted, ({ row }) => (isOptional ? fields.numberOrNaN(row, name) : fields.number(row, name)));
  return {
    time: Float64Array.from(wanted, ({ time }) => time),
    closeTime: Float64Array.from(wanted, ({ closeTime }) => closeTime),
    open: column("o"),
    high: column("h"),
    low: column("l"),
    close: column("c"),
    volume: column("v", true),
    vwap: column("vw", true),
    transactions: column("n", true),
  };
}

function isSameBar(a: JsonObject, b: JsonObject): boolean {
  return ["o", "h", "l", "c", "v"].every((name) => a[name] === b[name]);
}

function sessionTimes(t: number, timeframe: Timeframe, calendar: Calendar): { time: number; closeTime: number } {
  const day = dayAt(calendar, t);
  const lastDay = lastDayOf(day, timeframe);
  try {
    const first = calendar.sessionOnOrAfter(day);
    const last = calendar.sessionOnOrBefore(lastDay);
    if (first <= last) return { time: calendar.open(first), closeTime: calendar.close(last) };
  } catch (error) {
    if (!isBacksightError(error) || error.code !== "BACKSIGHT_CALENDAR_RANGE") throw error;
  }
  return { time: rangeOfDay(calendar, day).from, closeTime: rangeOfDay(calendar, lastDay).to };
}

/** The last day of the bar that the vendor dates `day`. */
function lastDayOf(day: SessionDay, { unit }: Timeframe): SessionDay {
  if (unit === "d") return day;
  if (unit === "w") return day + 6;
  const [year, month] = dateOfDay(day).split("-").map(Number);
  return dayOfDate(year!, month! + 1, 1) - 1;
}
