import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { thrown } from "../../../test/support/thrown.ts";
import { aroundTheClock } from "../../market/calendar/around-the-clock.ts";
import { dateOfDay, dayOfDate } from "../../market/calendar/calendar.ts";
import { calendarOfDates } from "../../market/calendar/dates-only.ts";
import { usEquity } from "../../market/calendar/us-equity.ts";
import { dayAfter, parseCalendarLength } from "./calendar-length.ts";
import type { RowRange } from "./row-range.ts";
import { type WindowAxis, walkForwardWindows } from "./walk-forward-windows.ts";

/** One bar a session of the US calendar. */
function daily(from: number, to: number): WindowAxis {
  const session = usEquity.sessions(from, to);
  return { length: session.length, session, calendar: usEquity };
}

describe("walkForwardWindows", () => {
  it("counts sessions, however many bars each has", () => {
    // Sessions of 2, 1, 3, 2, 1 and 2 bars begin at the rows 0, 2, 3, 6, 8 and 9.
    const session = Int32Array.of(10, 10, 11, 12, 12, 12, 15, 15, 16, 17, 17);
    const axis = { length: 11, session, calendar: aroundTheClock };
    const windows = walkForwardWindows(axis, { train: 2, test: 2, step: 1, purge: 1 });
    expect(windows).toEqual([
      { train: { start: 0, end: 2 }, test: { start: 3, end: 8 }, outOfSample: { start: 3, end: 6 } },
      { train: { start: 2, end: 3 }, test: { start: 6, end: 9 }, outOfSample: { start: 6, end: 8 } },
      { train: { start: 3, end: 6 }, test: { start: 8, end: 11 }, outOfSample: { start: 8, end: 11 } },
    ]);
    expect(walkForwardWindows(axis, { unit: "bars", train: 8, test: 2 })).toHaveLength(1);
  });

  it("is the same in sessions and in bars where every session has one bar", () => {
    const axis = daily(dayOfDate(2020, 1, 1), dayOfDate(2023, 1, 1));
    const lengths = { train: 252, test: 63, step: 21, purge: 5 };
    expect(walkForwardWindows(axis, { unit: "sessions", ...lengths })).toEqual(
      walkForwardWindows(axis, { unit: "bars", ...lengths }),
    );
  });

  it("cuts calendar time at dates", () => {
    // From Thursday, 2020-01-02 to Friday, 2021-12-31: the test from 2021-07-02 to 2022-01-02 has all of its sessions.
    const axis = daily(dayOfDate(2020, 1, 1), dayOfDate(2022, 1, 1));
    const options = { unit: "calendar", train: "1y", test: "6mo", purge: "2w" } as const;
    const dates = ({ start, end }: RowRange) => [dateOfDay(axis.session[start]!), dateOfDay(axis.session[end - 1]!)];
    expect(walkForwardWindows(axis, options).map(({ train, test }) => [dates(train), dates(test)])).toEqual([
      [
        ["2020-01-02", "2020-12-18"],
        ["2021-01-04", "2021-07-01"],
      ],
      [
        ["2020-07-02", "2021-06-17"],
        ["2021-07-02", "2021-12-31"],
      ],
    ]);
    const anchored = walkForwardWindows(axis, { ...options, isAnchored: true });
    expect(anchored.map(({ train }) => train.start)).toEqual([0, 0]);
    // One session less, and the last test isn't complete.
    expect(walkForwardWindows({ ...axis, length: axis.length - 1 }, options)).toHaveLength(1);
  });

  it("knows a complete test where the calendar ends with the data", () => {
    const weeks = Int32Array.from({ length: 20 }, (_, k) => 18_000 + 7 * k);
    const axis = { length: 20, session: weeks, calendar: calendarOfDates(weeks) };
    const windows = walkForwardWindows(axis, { unit: "calendar", train: "8w", test: "6w" });
    expect(windows.map(({ test }) => test)).toEqual([
      { start: 8, end: 14 },
      { start: 14, end: 20 },
    ]);
  });

  it("leaves out windows that lie in a hole of the data", () => {
    const session = Int32Array.of(0, 1, 2, 3, 20, 21, 22, 23);
    const windows = walkForwardWindows(
      { length: 8, session, calendar: aroundTheClock },
      { unit: "calendar", train: "2d", test: "2d" },
    );
    expect(windows.map(({ train, test }) => [train, test])).toEqual([
      [
        { start: 0, end: 2 },
        { start: 2, end: 4 },
      ],
      [
        { start: 4, end: 6 },
        { start: 6, end: 8 },
      ],
    ]);
  });

  it("puts neighbouring calendar tests end to end", () => {
    const axis = daily(dayOfDate(2015, 1, 1), dayOfDate(2021, 1, 1));
    const length = fc.constantFrom("1mo", "2mo", "1y", "3w", "40d");
    fc.assert(
      fc.property(length, length, (train, test) => {
        const windows = walkForwardWindows(axis, { unit: "calendar", train, test });
        expect(windows.length).toBeGreaterThan(0);
        for (const [k, window] of windows.entries()) {
          expect(window.train.end).toBe(window.test.start);
          expect(window.outOfSample).toEqual(window.test);
          if (k > 0) expect(window.test.start).toBe(windows[k - 1]!.test.end);
        }
      }),
    );
  });

  it("has no windows without bars, and refuses what it can't read", () => {
    const empty = { length: 0, session: new Int32Array(), calendar: usEquity };
    expect(walkForwardWindows(empty, { train: 1, test: 1 })).toEqual([]);
    expect(walkForwardWindows(empty, { unit: "calendar", train: "1y", test: "1y" })).toEqual([]);
    const refused = (options: object) =>
      thrown(() => walkForwardWindows(daily(18_000, 18_400), options as never)).message;
    expect(refused({ unit: "weeks", train: 1, test: 1 })).toContain(
      "unit must be sessions, bars or calendar, was weeks",
    );
    expect(refused({ unit: "calendar", train: 252, test: "1y" })).toContain("such as 2y, 6mo, 4w or 10d, was 252");
    expect(refused({ unit: "calendar", train: "1m", test: "1y" })).toContain("train must be a length of calendar time");
    expect(refused({ unit: "calendar", train: "1y", test: "0d" })).toContain("an integer from 1, was 0");
    expect(refused({ unit: "calendar", train: "1w", test: "1d", purge: "7d" })).toContain("longer than purge");
  });
});

describe("calendar lengths", () => {
  it.each([
    ["2024-01-31", "1mo", "2024-02-29"],
    ["2023-01-31", "1mo", "2023-02-28"],
    ["2024-02-29", "1y", "2025-02-28"],
    ["2024-11-15", "3mo", "2025-02-15"],
    ["2024-12-30", "2w", "2025-01-13"],
    ["2024-12-30", "0d", "2024-12-30"],
  ])("%s and %s is %s", (from, length, to) => {
    const [year = NaN, month = NaN, day = NaN] = from.split("-").map(Number);
    expect(dateOfDay(dayAfter(dayOfDate(year, month, day), parseCalendarLength("train", length)))).toBe(to);
  });
});
