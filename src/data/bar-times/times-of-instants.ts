import { type Calendar, DAY_MS, dateOfDay } from "../../market/calendar/calendar.ts";
import { inferFromInstants } from "../../market/calendar/infer-calendar.ts";
import { isIntraday, type Timeframe, timeframeMs } from "../../market/timeframe.ts";
import {
  type BarOpens,
  type BarTimes,
  opensOfTimes,
  type RefuseRow,
  type TimeSettings,
  timesOfOpens,
} from "./bar-times.ts";
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
  return timesOfOpens(opensOfInstants(time, settings, refuse));
}

/** `timesOfInstants`, the closes to follow. */
export function opensOfInstants(time: Float64Array, settings: TimeSettings, refuse: RefuseRow): BarOpens {
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
    return opensOfTimes(timesOfDates(days, { timeframe, calendar }, refuse));
  }
  if (!isIntraday(timeframe))
    notes.push(`bars of ${timeframe.label} with a time of day: each closes when the next one opens`);
  return { time, timeframe, calendar, notes, ...closesOf(time, timeframe, calendar) };
}

function closesOf(
  time: Float64Array,
  timeframe: Timeframe,
  calendar: Calendar,
): Pick<BarOpens, "closeTimes" | "lateNotes"> {
  let outside = 0;
  return {
    closeTimes(start, end) {
      const closeTime = closesAfter(time, start, end, timeframe);
      if (calendar.id === "us-equity") outside += clipToSessions(time.subarray(start, end), closeTime, calendar);
      if (calendar.id === "none" && end === time.length) clipToLastSession(time, closeTime, calendar);
      return closeTime;
    },
    lateNotes: () => (outside > 0 ? [`${outside} of ${time.length} bars start outside regular hours`] : []),
  };
}

function closesAfter(time: Float64Array, start: number, end: number, timeframe: Timeframe): Float64Array {
  const isShort = isIntraday(timeframe);
  const length = timeframe.unit === "mo" ? timeframe.count * LONGEST_MONTH_MS : timeframeMs(timeframe);
  const closeTime = new Float64Array(end - start);
  for (let i = start; i < end; i++) {
    const next = time[i + 1];
    const ends = time[i]! + length;
    closeTime[i - start] = next === undefined || (isShort && ends < next) ? ends : next;
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
  const last = closeTime.length - 1;
  const end = calendar.close(calendar.sessionOnOrBefore(Math.floor(time[time.length - 1]! / DAY_MS)));
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
