import { BacksightError } from "../../core/errors.ts";
import { type Calendar, dateOfDay, dayOfDate, type SessionDay } from "../../market/calendar/calendar.ts";
import { inferFromDates } from "../../market/calendar/infer-calendar.ts";
import { weekdayOf } from "../../market/calendar/weekday.ts";
import { isIntraday, type Timeframe } from "../../market/timeframe.ts";
import type { BarTimes, RefuseRow, TimeSettings } from "./bar-times.ts";
import { inferFromDays } from "./infer-timeframe.ts";

/**
 * Open and close of bars that bear dates only, strictly ascending. A daily bar lasts from its session's open to its
 * close, a longer one from the open of the first to the close of the last session of its period; on a calendar made
 * of the dates themselves each closes at 00:00 UTC of the next date, the last one a day later.
 *
 * The period of a monthly bar is the calendar month of its date, that of a weekly bar the week from Monday when most
 * dates are Mondays or Fridays; any other date is taken for the first day of its period, so that no bar is known early.
 *
 * @throws {BacksightError} BACKSIGHT_ARGUMENT for a timeframe shorter than a day; whatever `refuse` throws for a date
 * on which the calendar has no session, and for two dates of one period
 */
export function timesOfDates(days: Int32Array, settings: TimeSettings, refuse: RefuseRow): BarTimes {
  const notes: string[] = [];
  let timeframe = settings.timeframe;
  if (timeframe === undefined) {
    const inferred = inferFromDays(days);
    timeframe = inferred.timeframe;
    notes.push(inferred.note);
  }
  if (isIntraday(timeframe)) {
    const rule = "a day or longer for rows that bear dates only";
    throw new BacksightError("BACKSIGHT_ARGUMENT", { name: "timeframe", rule, value: timeframe.label });
  }
  let calendar = settings.calendar;
  if (calendar === undefined) {
    const inferred = inferFromDates(days);
    calendar = inferred.calendar;
    notes.push(inferred.note);
  }
  const isPerSession = calendar.id === "none" || timeframe.label === "1d";
  const times = isPerSession ? sessionTimes(days, calendar, refuse) : periodTimes(days, calendar, timeframe, refuse);
  if (calendar.id === "none")
    notes.push("no session times: each bar closes at the next date, the last one a day later");
  return { ...times, timeframe, calendar, notes };
}

type OpenAndClose = Pick<BarTimes, "time" | "closeTime">;

function sessionTimes(days: Int32Array, calendar: Calendar, refuse: RefuseRow): OpenAndClose {
  const time = new Float64Array(days.length);
  const closeTime = new Float64Array(days.length);
  for (let i = 0; i < days.length; i++) {
    const day = days[i]!;
    if (!calendar.isSession(day)) refuse(i, `${dateOfDay(day)} is no session of the ${calendar.id} calendar`);
    time[i] = calendar.open(day);
    closeTime[i] = calendar.close(day);
  }
  return { time, closeTime };
}

function periodTimes(days: Int32Array, calendar: Calendar, timeframe: Timeframe, refuse: RefuseRow): OpenAndClose {
  const firstDay = periodStart(days, timeframe);
  const time = new Float64Array(days.length);
  const closeTime = new Float64Array(days.length);
  for (let i = 0; i < days.length; i++) {
    const start = firstDay(days[i]!);
    if (i > 0 && start === firstDay(days[i - 1]!)) {
      refuse(i, `its date ${dateOfDay(days[i]!)} lies in the same ${timeframe.label} as the bar before`);
    }
    const next = i + 1 < days.length ? firstDay(days[i + 1]!) : Infinity;
    const end = Math.min(periodEnd(start, timeframe), next > start ? next : Infinity);
    const first = calendar.sessionOnOrAfter(start);
    const last = calendar.sessionOnOrBefore(end - 1);
    if (first > last) {
      refuse(i, `the ${calendar.id} calendar has no session from ${dateOfDay(start)} to ${dateOfDay(end - 1)}`);
    }
    time[i] = calendar.open(first);
    closeTime[i] = calendar.close(last);
  }
  return { time, closeTime };
}

/** Which day begins the period that a date labels. */
function periodStart(days: Int32Array, { count, unit }: Timeframe): (day: SessionDay) => SessionDay {
  if (unit === "mo") return (day) => firstOfMonth(day, 0);
  if (unit !== "w" || count !== 1) return (day) => day;
  let bound = 0;
  for (const day of days) if (weekdayOf(day) === 1 || weekdayOf(day) === 5) bound++;
  return bound * 2 > days.length ? (day) => day - ((weekdayOf(day) + 6) % 7) : (day) => day;
}

function periodEnd(start: SessionDay, { count, unit }: Timeframe): SessionDay {
  if (unit === "mo") return firstOfMonth(start, count);
  return start + count * (unit === "w" ? 7 : 1);
}

function firstOfMonth(day: SessionDay, later: number): SessionDay {
  const [year, month] = dateOfDay(day).split("-").map(Number);
  return dayOfDate(year!, month! + later, 1);
}
