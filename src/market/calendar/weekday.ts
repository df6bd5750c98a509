import { dayOfDate, type SessionDay } from "./calendar.ts";

/** 0 Sunday, 1 Monday … 6 Saturday. */
export type Weekday = 0 | 1 | 2 | 3 | 4 | 5 | 6;

const NAMES = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"] as const;

/** The weekday of a day number; 1970-01-01 was a Thursday. */
export function weekdayOf(day: SessionDay): Weekday {
  return ((((day + 4) % 7) + 7) % 7) as Weekday;
}

export function isWeekend(day: SessionDay): boolean {
  const weekday = weekdayOf(day);
  return weekday === 0 || weekday === 6;
}

export function weekdayName(day: SessionDay): string {
  return NAMES[weekdayOf(day)];
}

/** The n-th such weekday of a month (months and n from 1): `nthWeekday(2024, 11, 4, 4)` is Thanksgiving of 2024. */
export function nthWeekday(year: number, month: number, weekday: Weekday, n: number): SessionDay {
  const first = dayOfDate(year, month, 1);
  return first + ((weekday - weekdayOf(first) + 7) % 7) + (n - 1) * 7;
}

/** The last such weekday of a month (months from 1). */
export function lastWeekday(year: number, month: number, weekday: Weekday): SessionDay {
  const last = dayOfDate(year, month + 1, 1) - 1;
  return last - ((weekdayOf(last) - weekday + 7) % 7);
}
