import { expect, test } from "vitest";
import { dateOfDay } from "./calendar.ts";
import { usEquityEarlyCloses, usEquityHolidays } from "./us-equity-holidays.ts";

const dates = (days: readonly number[]) => days.toSorted((a, b) => a - b).map((day) => dateOfDay(day).slice(5));

/**
 * Weekday closings of the New York Stock Exchange. 2022–2028: its page "Holidays & Trading Hours"
 * (nyse.com/markets/hours-calendars). Earlier years: its yearly holiday announcements and its list of special closings.
 */
const CLOSINGS: readonly (readonly [year: number, dates: string])[] = [
  [1998, "01-01 01-19 02-16 04-10 05-25 07-03 09-07 11-26 12-25"],
  [2001, "01-01 01-15 02-19 04-13 05-28 07-04 09-03 09-11 09-12 09-13 09-14 11-22 12-25"],
  [2004, "01-01 01-19 02-16 04-09 05-31 06-11 07-05 09-06 11-25 12-24"],
  [2007, "01-01 01-02 01-15 02-19 04-06 05-28 07-04 09-03 11-22 12-25"],
  [2010, "01-01 01-18 02-15 04-02 05-31 07-05 09-06 11-25 12-24"],
  [2011, "01-17 02-21 04-22 05-30 07-04 09-05 11-24 12-26"],
  [2012, "01-02 01-16 02-20 04-06 05-28 07-04 09-03 10-29 10-30 11-22 12-25"],
  [2018, "01-01 01-15 02-19 03-30 05-28 07-04 09-03 11-22 12-05 12-25"],
  [2021, "01-01 01-18 02-15 04-02 05-31 07-05 09-06 11-25 12-24"],
  [2022, "01-17 02-21 04-15 05-30 06-20 07-04 09-05 11-24 12-26"],
  [2023, "01-02 01-16 02-20 04-07 05-29 06-19 07-04 09-04 11-23 12-25"],
  [2024, "01-01 01-15 02-19 03-29 05-27 06-19 07-04 09-02 11-28 12-25"],
  [2025, "01-01 01-09 01-20 02-17 04-18 05-26 06-19 07-04 09-01 11-27 12-25"],
  [2026, "01-01 01-19 02-16 04-03 05-25 06-19 07-03 09-07 11-26 12-25"],
  [2027, "01-01 01-18 02-15 03-26 05-31 06-18 07-05 09-06 11-25 12-24"],
  [2028, "01-17 02-21 04-14 05-29 06-19 07-04 09-04 11-23 12-25"],
];

test.each(CLOSINGS)("closings of %i", (year, listed) => {
  expect(dates(usEquityHolidays(year)).join(" ")).toBe(listed);
});

/** Sessions that end at 13:00: the same sources. */
const EARLY_CLOSES: readonly (readonly [year: number, dates: string])[] = [
  [1998, "11-27 12-24"],
  [1999, "11-26"],
  [2002, "07-05 11-29 12-24"],
  [2003, "07-03 11-28 12-24 12-26"],
  [2009, "11-27 12-24"],
  [2012, "07-03 11-23 12-24"],
  [2013, "07-03 11-29 12-24"],
  [2019, "07-03 11-29 12-24"],
  [2020, "11-27 12-24"],
  [2022, "11-25"],
  [2023, "07-03 11-24"],
  [2024, "07-03 11-29 12-24"],
  [2025, "07-03 11-28 12-24"],
  [2026, "11-27 12-24"],
  [2027, "11-26"],
  [2028, "07-03 11-24"],
];

test.each(EARLY_CLOSES)("early closes of %i", (year, listed) => {
  expect(dates(usEquityEarlyCloses(year)).join(" ")).toBe(listed);
});
