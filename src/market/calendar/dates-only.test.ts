import { describe, expect, test } from "vitest";
import { isoTime } from "../iso-time.ts";
import { DAY_MS } from "./calendar.ts";
import { calendarOfDates } from "./dates-only.ts";

const days = (...dates: string[]) => Int32Array.from(dates, (date) => Date.parse(date) / DAY_MS);

test("a date closes at the midnight of the next one, the last one a day later", () => {
  const dates = days("2024-01-05", "2024-01-08", "2024-01-09");
  const calendar = calendarOfDates(dates);
  expect([...dates].map((day) => isoTime(calendar.close(day)))).toEqual([
    "2024-01-08T00:00:00Z",
    "2024-01-09T00:00:00Z",
    "2024-01-10T00:00:00Z",
  ]);
  expect(isoTime(calendar.open(dates[0]!))).toBe("2024-01-05T00:00:00Z");
});

test("order and repetitions don't matter", () => {
  const calendar = calendarOfDates(Int32Array.of(7, 3, 7, 5, 3));
  expect([...calendar.sessions(-100, 100)]).toEqual([3, 5, 7]);
});

describe("sessions per year", () => {
  const every = (distance: number, count = 30) => Int32Array.from({ length: count }, (_, i) => 4 + i * distance);
  const perYear = (dates: Int32Array) => calendarOfDates(dates).sessionsPerYear;

  test("252 for daily dates, 365 when they include weekends", () => {
    expect(perYear(days("2024-01-05", "2024-01-08", "2024-01-09"))).toBe(252);
    expect(perYear(days("2024-01-05", "2024-01-06", "2024-01-08"))).toBe(365);
    expect(perYear(days("2024-01-05"))).toBe(252);
  });

  test("52, 26, 12, 4, 2, 1 for labels of longer periods, on whatever weekday", () => {
    expect([every(7), every(14), every(91), every(182), every(365)].map(perYear)).toEqual([52, 26, 4, 2, 1]);
    expect(perYear(days("2024-01-01", "2024-02-01", "2024-03-01", "2024-04-01", "2024-06-01"))).toBe(12); // a Saturday
    expect(perYear(days("2024-01-31", "2024-02-29"))).toBe(12);
  });
});

test("days that the file doesn't have", () => {
  const calendar = calendarOfDates(days("2024-01-05", "2024-01-08"));
  const range = "the file's own calendar knows 2024-01-05 to 2024-01-08, not";
  expect(calendar.isSession(days("2024-01-06")[0]!)).toBe(false);
  expect(calendar.isSession(days("1990-01-01")[0]!)).toBe(false);
  expect(() => calendar.open(days("2024-01-06")[0]!)).toThrow(
    "day must be a session of the none calendar, was 2024-01-06.",
  );
  expect(() => calendar.close(days("2024-01-09")[0]!)).toThrow(`${range} 2024-01-09.`);
  expect(() => calendar.sessionOf(Date.parse("2024-01-09T00:00:01Z"))).toThrow(`${range} 2024-01-09T00:00:01Z.`);
  expect(() => calendar.sessionOf(NaN)).toThrow(`${range} NaN.`);
  expect(() => calendar.sessionOnOrAfter(days("2024-01-09")[0]!)).toThrow(range);
  expect(() => calendar.sessionOnOrBefore(days("2024-01-04")[0]!)).toThrow(range);
  expect(() => calendarOfDates(new Int32Array(0))).toThrow("days must be at least one date, was none.");
});
