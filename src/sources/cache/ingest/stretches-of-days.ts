import { isBacksightError } from "../../../core/errors.ts";
import type { Dataset } from "../../../data/market-data/data-request.ts";
import { type Calendar, dateOfDay } from "../../../market/calendar/calendar.ts";
import { dayAt } from "../range-of-day.ts";
import type { TimeRange } from "../time-ranges.ts";

/**
 * Days put together to what one file may hold: those of one calendar year (bars) or month (ticks), with no session
 * between them that isn't among them, since a file answers for its whole range.
 *
 * @param days ascending
 */
export function stretchesOfDays<T extends TimeRange>(days: readonly T[], calendar: Calendar, dataset: Dataset): T[][] {
  const periodOf = ({ from }: T) => dateOfDay(dayAt(calendar, from)).slice(0, dataset === "bars" ? 4 : 7);
  const stretches: T[][] = [];
  for (const day of days) {
    const above = stretches.at(-1)?.at(-1);
    const joins = above !== undefined && periodOf(above) === periodOf(day) && !hasSessionBetween(above, day, calendar);
    if (joins) stretches.at(-1)!.push(day);
    else stretches.push([day]);
  }
  return stretches;
}

/** Days that the calendar doesn't know may be sessions. */
function hasSessionBetween(a: TimeRange, b: TimeRange, calendar: Calendar): boolean {
  if (a.to === b.from) return false;
  try {
    return calendar.sessions(dayAt(calendar, a.to), dayAt(calendar, b.from)).length > 0;
  } catch (error) {
    if (isBacksightError(error) && error.code === "BACKSIGHT_CALENDAR_RANGE") return true;
    throw error;
  }
}
