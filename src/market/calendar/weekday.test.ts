import fc from "fast-check";
import { expect, test } from "vitest";
import { DAY_MS, dateOfDay, dayOfDate } from "./calendar.ts";
import { easterSunday } from "./easter-sunday.ts";
import { isWeekend, lastWeekday, nthWeekday, type Weekday, weekdayName, weekdayOf } from "./weekday.ts";

const weekday = fc.integer({ min: 0, max: 6 }) as fc.Arbitrary<Weekday>;
const yearAndMonth = fc.tuple(fc.integer({ min: 1900, max: 2100 }), fc.integer({ min: 1, max: 12 }));

test("a weekday is the one that Date gives, before 1970 too", () => {
  fc.assert(
    fc.property(fc.integer({ min: -100_000, max: 100_000 }), (day) => {
      expect(weekdayOf(day)).toBe(new Date(day * DAY_MS).getUTCDay());
    }),
  );
});

test("names and weekends", () => {
  expect(weekdayName(0)).toBe("Thursday"); // 1970-01-01
  expect([dayOfDate(2024, 1, 5), dayOfDate(2024, 1, 6), dayOfDate(2024, 1, 7)].map(isWeekend)).toEqual([
    false,
    true,
    true,
  ]);
});

test("the n-th weekday is in its week of the month, the last one in its last seven days", () => {
  fc.assert(
    fc.property(yearAndMonth, weekday, fc.integer({ min: 1, max: 4 }), ([year, month], which, n) => {
      const nth = nthWeekday(year, month, which, n);
      expect(weekdayOf(nth)).toBe(which);
      expect(nth - dayOfDate(year, month, 1)).toBeGreaterThanOrEqual(7 * (n - 1));
      expect(nth - dayOfDate(year, month, 1)).toBeLessThan(7 * n);
      const last = lastWeekday(year, month, which);
      expect(weekdayOf(last)).toBe(which);
      expect(dayOfDate(year, month + 1, 1) - last).toBeGreaterThanOrEqual(1);
      expect(dayOfDate(year, month + 1, 1) - last).toBeLessThanOrEqual(7);
    }),
  );
});

test("Easter Sundays as the US Census Bureau lists them", () => {
  const listed = [
    "1998-04-12",
    "2000-04-23",
    "2008-03-23",
    "2011-04-24",
    "2016-03-27",
    "2019-04-21",
    "2024-03-31",
    "2025-04-20",
    "2030-04-21",
  ];
  expect(listed.map((date) => dateOfDay(easterSunday(Number(date.slice(0, 4)))))).toEqual(listed);
});
