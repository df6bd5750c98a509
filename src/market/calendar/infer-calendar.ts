import { BacksightError } from "../../core/errors.ts";
import { aroundTheClock } from "./around-the-clock.ts";
import { type Calendar, DAY_MS, dateOfDay, type SessionDay } from "./calendar.ts";
import { distinctAscending, LONGEST_DAILY_DISTANCE, medianDistance } from "./date-spacing.ts";
import { calendarOfDates } from "./dates-only.ts";
import { newYorkOffset } from "./new-york-offset.ts";
import { localDayToUtc } from "./time-zone.ts";
import { US_EQUITY_FIRST_DAY, US_EQUITY_LAST_DAY, usEquity } from "./us-equity.ts";
import { isWeekend, weekdayName } from "./weekday.ts";

const HOUR_MS = 3_600_000;

/** The calendar and time zone that rows were found to follow when nobody named them. */
export interface InferredCalendar {
  readonly calendar: Calendar;
  /** IANA name of the zone in which the rows' dates and times are to be read. */
  readonly timeZone: string;
  /** What was found and what follows from it, for people: "calendar not given: …". */
  readonly note: string;
}

/**
 * For rows that bear dates without times. Daily rows: a Saturday or Sunday means `aroundTheClock`, dates that all are
 * US equity sessions mean `usEquity`, else the dates themselves are the sessions. Rows of longer periods (a median
 * distance above four days) always are their own sessions: the date that labels a week or month may be its first or
 * last day, a holiday or a Sunday, and says nothing about when the market trades.
 *
 * @throws {BacksightError} BACKSIGHT_ARGUMENT without a row
 */
export function inferFromDates(days: Int32Array): InferredCalendar {
  const dates = distinctAscending(checkRows("days", days));
  const distance = medianDistance(dates);
  if (distance > LONGEST_DAILY_DISTANCE) {
    return ownDates(dates, `the dates are ${distance} days apart`, "each is one session");
  }
  const weekend = dates.find(isWeekend);
  if (weekend !== undefined) return weekendFound(weekend);
  const closed = dates.find((day) => !isUsEquitySession(day));
  if (closed !== undefined) return ownDates(dates, noUsEquitySession(closed), "the dates of the file are the sessions");
  return found(usEquity, usEquity.timeZone, "every date is a US equity session, so us-equity");
}

/**
 * For rows that bear dates and times of day, but no zone. A Saturday or Sunday means `aroundTheClock` in UTC; rows that
 * all lie in regular US equity hours (open and close included) when read as New York's time mean `usEquity` there, the
 * same when read as UTC; else the dates are the sessions and the times UTC.
 *
 * @param days day number of each row
 * @param msOfDay milliseconds since the midnight of that day, as the row says
 * @throws {BacksightError} BACKSIGHT_ARGUMENT without a row, BACKSIGHT_LENGTH for columns of two lengths
 */
export function inferFromLocalTimes(days: Int32Array, msOfDay: Float64Array | Int32Array): InferredCalendar {
  checkRows("days", days);
  if (msOfDay.length !== days.length) {
    throw new BacksightError("BACKSIGHT_LENGTH", { name: "msOfDay", expected: days.length, value: msOfDay.length });
  }
  const weekend = days.find(isWeekend);
  if (weekend !== undefined) return weekendFound(weekend);
  const newYork = usEquity.timeZone;
  if (days.every((day, i) => isInRegularHours(day, day * DAY_MS + msOfDay[i]! - newYorkOffset(day)))) {
    return found(usEquity, newYork, `read as ${newYork} every time is in regular US equity hours, so us-equity`);
  }
  if (days.every((day, i) => isInRegularHours(day, day * DAY_MS + msOfDay[i]!))) {
    return found(usEquity, "UTC", "read as UTC every time is in regular US equity hours, so us-equity");
  }
  return ownDates(
    days,
    "the times aren't regular US equity hours",
    "the times are read as UTC and each date is a session",
  );
}

/**
 * For rows that bear instants. Rows that all are midnights (see `datesOfInstants`) are judged as dates. Else: rows that
 * all lie in regular US equity hours (open and close included) mean `usEquity`, and so do rows between 04:00 and 20:00
 * New York on US equity sessions, the extended hours; else a Saturday or Sunday in UTC means `aroundTheClock`; else the
 * UTC dates are the sessions.
 *
 * @param times epoch milliseconds
 * @throws {BacksightError} BACKSIGHT_ARGUMENT without a row
 */
export function inferFromInstants(times: Float64Array): InferredCalendar {
  checkRows("times", times);
  const dates = datesOfInstants(times);
  if (dates !== null) return inferFromDates(dates);
  if (times.every((time) => isInRegularHours(newYorkDay(time), time))) {
    return found(usEquity, "UTC", "every time is in regular US equity hours, so us-equity");
  }
  if (times.every((time) => isInExtendedHours(newYorkDay(time), time))) {
    return found(
      usEquity,
      "UTC",
      "every time is between 04:00 and 20:00 New York on a US equity session, so us-equity",
    );
  }
  const utcDays = Int32Array.from(times, (time) => Math.floor(time / DAY_MS));
  const weekend = utcDays.find(isWeekend);
  if (weekend !== undefined) return weekendFound(weekend);
  return ownDates(utcDays, "the times aren't US equity hours", "each UTC date is a session");
}

/**
 * The dates that instants stand for when each is a midnight in UTC, or each is one in New York, as vendors stamp daily
 * bars; null when they are times of day.
 */
export function datesOfInstants(times: Float64Array): Int32Array | null {
  if (times.every((time) => time % DAY_MS === 0)) return Int32Array.from(times, (time) => time / DAY_MS);
  if (times.every((time) => localDayToUtc(usEquity.timeZone, newYorkDay(time), 0) === time)) {
    return Int32Array.from(times, newYorkDay);
  }
  return null;
}

function found(calendar: Calendar, timeZone: string, reason: string): InferredCalendar {
  return { calendar, timeZone, note: `calendar not given: ${reason}` };
}

function weekendFound(day: SessionDay): InferredCalendar {
  const reason = `${dateOfDay(day)} is a ${weekdayName(day)}, so 24x7 (every UTC date is a session)`;
  return found(aroundTheClock, "UTC", reason);
}

function ownDates(days: Int32Array, reason: string, consequence: string): InferredCalendar {
  const calendar = calendarOfDates(days);
  return found(calendar, "UTC", `${reason}, so ${consequence} (${calendar.sessionsPerYear} a year)`);
}

function noUsEquitySession(day: SessionDay): string {
  if (isKnownToUsEquity(day)) return `${dateOfDay(day)} isn't a US equity session`;
  return `${dateOfDay(day)} is outside the us-equity calendar`;
}

function isKnownToUsEquity(day: SessionDay): boolean {
  return day >= US_EQUITY_FIRST_DAY && day <= US_EQUITY_LAST_DAY;
}

function isUsEquitySession(day: SessionDay): boolean {
  return isKnownToUsEquity(day) && usEquity.isSession(day);
}

function isInRegularHours(day: SessionDay, time: number): boolean {
  return isUsEquitySession(day) && time >= usEquity.open(day) && time <= usEquity.close(day);
}

function isInExtendedHours(day: SessionDay, time: number): boolean {
  const local = time + newYorkOffset(day) - day * DAY_MS;
  return isUsEquitySession(day) && local >= 4 * HOUR_MS && local <= 20 * HOUR_MS;
}

/** The date in New York, by daylight time: wrong only for the last hour of winter days. */
function newYorkDay(time: number): SessionDay {
  return Math.floor((time - 4 * HOUR_MS) / DAY_MS);
}

function checkRows<T extends Int32Array | Float64Array>(name: string, rows: T): T {
  if (rows.length > 0) return rows;
  throw new BacksightError("BACKSIGHT_ARGUMENT", { name, rule: "at least one row", value: "none" });
}
