import { DAY_MS, type SessionDay } from "./calendar.ts";
import { lastWeekday, nthWeekday } from "./weekday.ts";

const STANDARD = -5 * 3_600_000;
const DAYLIGHT = -4 * 3_600_000;
const SUNDAY = 0;

/**
 * What New York's clocks add to UTC from 03:00 on a date (they change at 02:00, on Sundays), in milliseconds: −5 h, or
 * −4 h in daylight time. Rules since 1987: first Sunday of April to last Sunday of October; from 2007 (Energy Policy
 * Act of 2005) second Sunday of March to first Sunday of November. Written out, so that sessions don't depend on the
 * time zone data of the machine.
 */
export function newYorkOffset(day: SessionDay): number {
  const year = new Date(day * DAY_MS).getUTCFullYear();
  const starts = year < 2007 ? nthWeekday(year, 4, SUNDAY, 1) : nthWeekday(year, 3, SUNDAY, 2);
  const ends = year < 2007 ? lastWeekday(year, 10, SUNDAY) : nthWeekday(year, 11, SUNDAY, 1);
  return day >= starts && day < ends ? DAYLIGHT : STANDARD;
}
