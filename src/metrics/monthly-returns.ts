import { checkLength } from "../core/checks.ts";
import { dateOfDay } from "../market/calendar/calendar.ts";
import { firstDayOf } from "./aggregate-returns.ts";

/** One cell of a table of months. */
export interface MonthReturn {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  /** Equity at the month's last session over equity at the last session before, less 1; a fraction. */
  readonly returnFraction: number;
  /** Sessions of the range in that month: few where the range begins or ends inside it. */
  readonly sessions: number;
}

/**
 * Returns by calendar month from equity at session ends, in order of time; the first month against the starting cash.
 * Equity at or below 0 is a return of −1 in that month and 0 in those after it. Months without a session are left out.
 *
 * @param day session numbers, ascending
 * @param equity money at each session's end
 * @param startingCash money before the first session, above 0
 * @throws {BacksightError} BACKSIGHT_LENGTH when `equity` isn't as long as `day`
 */
export function monthlyReturns(day: Int32Array, equity: Float64Array, startingCash: number): MonthReturn[] {
  checkLength("equity", equity, day.length);
  const out: MonthReturn[] = [];
  let before = startingCash;
  let sessions = 0;
  for (let i = 0; i < day.length; i++) {
    sessions++;
    const first = firstDayOf(day[i]!, "month");
    if (i + 1 < day.length && firstDayOf(day[i + 1]!, "month") === first) continue;
    const date = dateOfDay(first);
    const now = equity[i]!;
    const returnFraction = before <= 0 ? 0 : now <= 0 ? -1 : now / before - 1;
    out.push({ year: Number(date.slice(0, -6)), month: Number(date.slice(-5, -3)), returnFraction, sessions });
    before = now;
    sessions = 0;
  }
  return out;
}
