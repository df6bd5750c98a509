import { type Calendar, DAY_MS, dateOfDay } from "../../market/calendar/calendar.ts";
import { inferFromInstants } from "../../market/calendar/infer-calendar.ts";
import { isIntraday, type Timeframe, timeframeMs } from "../../market/timeframe.ts";
import type { BarTimes, RefuseRow, TimeSettings } from "./bar-times.ts";
import { endsOfDays } from "./ends-of-days.ts";
import { inferFromTimes } from "./infer-timeframe.ts";
import { timesOfDates } from "./times-of-dates.ts";

/** Days that begin at midnight in New York, as far as hours of trade go: 04:00 UTC, in winter 05:00. */
const NEW_YORK_SHIFT_MS = 4 * 3_600_000;
/** Where months have to be a number of milliseconds: for the close of a last bar. */
const LONGEST_MONTH_MS = 31 * DAY_MS;

/**
 * Open and close of bars that bear the instant of their open, strictly ascending. A bar ends after its timeframe, but
 * not after the close of the session that it opens in (where the market then rests) nor after the next bar's open.
 *
 * Bars of a day or longer on the us-equity calendar are those of the sessions that their instants belong to; elsewhere
 * they end at the next bar's open.
 *
 * @throws {BacksightError} BACKSIGHT_ARGUMENT for a single row without a timeframe; whatever `refuse` throws for two
 * rows of one session
 */
export function timesOfInstants(time: Float64Array, settings: TimeSettings, refuse: RefuseRow): BarTimes {
  const notes: string[] = [];
  let timeframe = settings.timeframe;
  if (timeframe === undefined) {
    const inferred = inferFromTimes(time);
    timeframe = inferred.timeframe;
    notes.push(inferred.note);
  }
  let calendar = settings.calendar;
  if (calendar === undefined) {
    const inferred = inferFromInstants(endsOfDays(time, NEW_YORK_SHIFT_MS));
    calendar = inferred.calendar;
    notes.push(inferred.note);
  }
  if (!isIntraday(timeframe) && calendar.id === "us-equity") {
    const days = sessionOfEach(time, calendar, refuse);
    return timesOfDates(days, { timeframe, calendar }, refuse);
  }
  if (!isIntraday(timeframe))
    notes.push(`bars of ${timeframe.label} with a time of day: each closes when the next one opens`);
  const closeTime = closesAfter(time, timeframe);
  if (calendar.id === "us-equity") {
    const outside = clipToSessions(time, closeTime, calendar);
    if (outside > 0) notes.push(`${outside} of ${time.length} bars start outside regular hours`);
  }
  if (calendar.id === "none") clipToLastSession(time, closeTime, calendar);
  return { time, closeTime, timeframe, calendar, notes };
}

function closesAfter(time: Float64Array, timeframe: Timeframe): Float64Array {
  const isShort = isIntraday(timeframe);
  const length = timeframe.unit === "mo" ? timeframe.count * LONGEST_MONTH_MS : timeframeMs(timeframe);
  const closeTime = new Float64Array(time.length);
  for (let i = 0; i < time.length; i++) {
    const next = time[i + 1];
    const end = time[i]! + length;
    closeTime[i] = next === undefined || (isShort && end < next) ? end : next;
  }
  return closeTime;
}

/** Ends bars at the close of the session that they open in; returns how many open outside of sessions. */
function clipToSessions(time: Float64Array, closeTime: Float64Array, calendar: Calendar): number {
  let outside = 0;
  let opens = Infinity;
  let closes = -Infinity;
  for (let i = 0; i < time.length; i++) {
    const start = time[i]!;
    if (start >= closes) {
      let session = calendar.sessionOf(start);
      if (calendar.close(session) === start) session = calendar.sessionOnOrAfter(session + 1);
      opens = calendar.open(session);
      closes = calendar.close(session);
    }
    if (start < opens) outside++;
    else if (closeTime[i]! > closes) closeTime[i] = closes;
  }
  return outside;
}

/** A calendar of the file's own dates ends with the last of them. */
function clipToLastSession(time: Float64Array, closeTime: Float64Array, calendar: Calendar): void {
  const last = time.length - 1;
  const end = calendar.close(calendar.sessionOnOrBefore(Math.floor(time[last]! / DAY_MS)));
  closeTime[last] = Math.min(closeTime[last]!, end);
}

function sessionOfEach(time: Float64Array, calendar: Calendar, refuse: RefuseRow): Int32Array {
  const days = new Int32Array(time.length);
  for (let i = 0; i < time.length; i++) {
    days[i] = calendar.sessionOf(time[i]!);
    if (i > 0 && days[i] === days[i - 1]) {
      refuse(i, `it is a second bar of the session ${dateOfDay(days[i]!)}`);
    }
  }
  return days;
}
