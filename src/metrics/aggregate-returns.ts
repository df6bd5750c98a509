import { checkLength } from "../core/checks.ts";
import { dateOfDay, dayOfDate, type SessionDay } from "../market/calendar/calendar.ts";

/** Weeks begin on Monday (ISO 8601); months, quarters and years are the calendar's. */
export type CalendarPeriod = "week" | "month" | "quarter" | "year";

/** The return of one week, month, quarter or year. */
export interface PeriodReturn {
  /** The period's first calendar day, whether or not it was a session. */
  readonly firstDay: SessionDay;
  /** Fraction; compounded. */
  readonly returnFraction: number;
  /** How many returns went into it: below the usual number where the range begins or ends inside the period. */
  readonly count: number;
}

/**
 * Session returns compounded into calendar periods, in order of time: `Π (1 + r) − 1`. A NaN counts as a return of 0.
 * Periods without a session are left out.
 *
 * @param returns simple returns per session, fractions
 * @param day the session of each, ascending
 * @throws {BacksightError} BACKSIGHT_LENGTH when `day` isn't as long as `returns`
 */
export function aggregateReturns(returns: Float64Array, day: Int32Array, period: CalendarPeriod): PeriodReturn[] {
  checkLength("day", day, returns.length);
  const out: PeriodReturn[] = [];
  let growth = 1;
  let count = 0;
  for (let i = 0; i < returns.length; i++) {
    const r = returns[i]!;
    if (!Number.isNaN(r)) growth *= 1 + r;
    count++;
    const firstDay = firstDayOf(day[i]!, period);
    if (i + 1 < returns.length && firstDayOf(day[i + 1]!, period) === firstDay) continue;
    out.push({ firstDay, returnFraction: growth - 1, count });
    growth = 1;
    count = 0;
  }
  return out;
}

/** The first calendar day of the week, month, quarter or year that `day` lies in. */
export function firstDayOf(day: SessionDay, period: CalendarPeriod): SessionDay {
  // 1970-01-01 was a Thursday: three days after a Monday.
  if (period === "week") return Math.floor((day + 3) / 7) * 7 - 3;
  const date = dateOfDay(day);
  const year = Number(date.slice(0, -6));
  const month = Number(date.slice(-5, -3));
  if (period === "year") return dayOfDate(year, 1, 1);
  return dayOfDate(year, period === "month" ? month : month - ((month - 1) % 3), 1);
}
