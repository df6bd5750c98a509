import { dayOfDate, type SessionDay } from "./calendar.ts";
import { easterSunday } from "./easter-sunday.ts";
import { isWeekend, lastWeekday, nthWeekday, weekdayOf } from "./weekday.ts";

const [SUNDAY, MONDAY, THURSDAY, SATURDAY] = [0, 1, 4, 6] as const;

/** Closings that follow no rule; the exchange's announcements of their time. */
const ONE_OFF_CLOSINGS: Readonly<Record<number, readonly SessionDay[]>> = {
  2001: [11, 12, 13, 14].map((day) => dayOfDate(2001, 9, day)), // attacks on New York
  2004: [dayOfDate(2004, 6, 11)], // mourning of President Reagan
  2007: [dayOfDate(2007, 1, 2)], // mourning of President Ford
  2012: [dayOfDate(2012, 10, 29), dayOfDate(2012, 10, 30)], // Hurricane Sandy
  2018: [dayOfDate(2018, 12, 5)], // mourning of President G. H. W. Bush
  2025: [dayOfDate(2025, 1, 9)], // mourning of President Carter
};

const ONE_OFF_EARLY_CLOSES: Readonly<Record<number, readonly SessionDay[]>> = {
  2003: [dayOfDate(2003, 12, 26)], // Friday after Christmas
};

/**
 * Weekdays of a year, 1998 or later, on which US equity exchanges are closed, in no order. Rules: NYSE Rule 7.2 (Rule
 * 51 before). A Saturday's holiday is kept on Friday and a Sunday's on Monday; only New Year's Day on a Saturday isn't
 * kept at all, because that Friday ends a year.
 */
export function usEquityHolidays(year: number): readonly SessionDay[] {
  return [
    observed(dayOfDate(year, 1, 1)),
    nthWeekday(year, 1, MONDAY, 3), // Martin Luther King, Jr. Day, kept since 1998
    nthWeekday(year, 2, MONDAY, 3), // Washington's Birthday
    easterSunday(year) - 2, // Good Friday
    lastWeekday(year, 5, MONDAY), // Memorial Day
    ...(year >= 2022 ? [observed(dayOfDate(year, 6, 19))] : []), // Juneteenth
    observed(dayOfDate(year, 7, 4)),
    nthWeekday(year, 9, MONDAY, 1), // Labor Day
    thanksgiving(year),
    observed(dayOfDate(year, 12, 25)),
    ...(ONE_OFF_CLOSINGS[year] ?? []),
  ].filter((day) => day >= dayOfDate(year, 1, 1));
}

/**
 * Sessions of a year, 1998 or later, that end at 13:00 New York: the day after Thanksgiving, Christmas Eve, the day
 * before Independence Day (until 2012 the Friday after it when it fell on a Thursday), one-offs. In no order.
 */
export function usEquityEarlyCloses(year: number): readonly SessionDay[] {
  const independenceDay = dayOfDate(year, 7, 4);
  const bridge = independenceDay + (weekdayOf(independenceDay) === THURSDAY && year < 2013 ? 1 : -1);
  const holidays = usEquityHolidays(year);
  return [bridge, thanksgiving(year) + 1, dayOfDate(year, 12, 24), ...(ONE_OFF_EARLY_CLOSES[year] ?? [])].filter(
    (day) => !isWeekend(day) && !holidays.includes(day),
  );
}

/** The one session that opened late, at 12:00 New York: the first anniversary of the attacks. */
export const US_EQUITY_NOON_OPEN: SessionDay = dayOfDate(2002, 9, 11);

function thanksgiving(year: number): SessionDay {
  return nthWeekday(year, 11, THURSDAY, 4);
}

function observed(day: SessionDay): SessionDay {
  const weekday = weekdayOf(day);
  return weekday === SATURDAY ? day - 1 : weekday === SUNDAY ? day + 1 : day;
}
