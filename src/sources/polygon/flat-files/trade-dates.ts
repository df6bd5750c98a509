import { isBacksightError } from "../../../core/errors.ts";
import type { MarketDay } from "../../../data/market-data/data-source.ts";
import type { Calendar, SessionDay } from "../../../market/calendar/calendar.ts";
import { localDayToUtc } from "../../../market/calendar/time-zone.ts";
import type { TimeRange } from "../../cache/time-ranges.ts";

/** By New York's clocks: CME Group's trading day ends at 17:00, and the next one begins at 18:00. */
const END_OF_TRADE_DATE = 18 * 3_600_000;

/** Further back no trading for a date begins. */
const MOST_DAYS = 4;

/**
 * Files of futures, each with the times of its trade date: from the end of the trade date before, published or a session
 * of the calendar, to 18:00 New York of its own. What trades on a Sunday evening or a holiday is of the next date.
 *
 * @param days published, ascending; with those before the first that is wanted
 */
export function tradeDates(
  days: readonly MarketDay[],
  calendar: Calendar,
): (MarketDay & { readonly range: TimeRange })[] {
  return days.map((day, k) => {
    const before = Math.max(days[k - 1]?.day ?? -Infinity, sessionBefore(day.day, calendar), day.day - MOST_DAYS);
    return { ...day, range: { from: endOf(before), to: endOf(day.day) } };
  });
}

function endOf(day: SessionDay): number {
  return localDayToUtc("America/New_York", day, END_OF_TRADE_DATE);
}

/** The day before where the calendar knows none. */
function sessionBefore(day: SessionDay, calendar: Calendar): SessionDay {
  try {
    return calendar.sessionOnOrBefore(day - 1);
  } catch (error) {
    if (isBacksightError(error) && error.code === "BACKSIGHT_CALENDAR_RANGE") return day - 1;
    throw error;
  }
}
