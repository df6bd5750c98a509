import { expect, test } from "vitest";
import { DAY_MS, dateOfDay, dayOfDate } from "./calendar.ts";
import { newYorkOffset } from "./new-york-offset.ts";
import { localDayToUtc } from "./time-zone.ts";

const NOON = 12 * 3_600_000;

test("the written rules give the offset of the time zone database at noon of every day 1998–2030", () => {
  const differing: string[] = [];
  for (let day = dayOfDate(1998, 1, 1); day <= dayOfDate(2030, 12, 31); day++) {
    const fromDatabase = day * DAY_MS + NOON - localDayToUtc("America/New_York", day, NOON);
    if (newYorkOffset(day) !== fromDatabase) differing.push(dateOfDay(day));
  }
  expect(differing).toEqual([]);
});

test("clocks change on the published Sundays, before and after the rules of 2007", () => {
  const changes = (year: number) => {
    const found: string[] = [];
    for (let day = dayOfDate(year, 1, 2); day < dayOfDate(year + 1, 1, 1); day++) {
      if (newYorkOffset(day) !== newYorkOffset(day - 1)) found.push(dateOfDay(day));
    }
    return found;
  };
  expect(changes(2006)).toEqual(["2006-04-02", "2006-10-29"]);
  expect(changes(2007)).toEqual(["2007-03-11", "2007-11-04"]);
  expect(changes(2024)).toEqual(["2024-03-10", "2024-11-03"]);
});
