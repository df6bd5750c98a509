import type { MarketDay } from "../../data/market-data/data-source.ts";
import type { Calendar, SessionDay } from "../../market/calendar/calendar.ts";
import { DAY_MS } from "../../market/calendar/calendar.ts";
import { localDayToUtc } from "../../market/calendar/time-zone.ts";
import type { TimeRange } from "./time-ranges.ts";

/** The civil day of a date in the calendar's zone, from midnight to midnight: 23 or 25 hours where clocks change. */
export function rangeOfDay(calendar: Pick<Calendar, "timeZone">, day: SessionDay): TimeRange {
  return { from: localDayToUtc(calendar.timeZone, day, 0), to: localDayToUtc(calendar.timeZone, day + 1, 0) };
}

/** The times that a published day's rows are of. */
export function rangeOfMarketDay(
  calendar: Pick<Calendar, "timeZone">,
  { day, range }: Pick<MarketDay, "day" | "range">,
) {
  return range ?? rangeOfDay(calendar, day);
}

/** The date that clocks in the calendar's zone show at an instant. */
export function dayAt(calendar: Pick<Calendar, "timeZone">, time: number): SessionDay {
  const utcDay = Math.floor(time / DAY_MS);
  // No zone is a whole day from UTC.
  if (time < rangeOfDay(calendar, utcDay).from) return utcDay - 1;
  return time >= rangeOfDay(calendar, utcDay).to ? utcDay + 1 : utcDay;
}
