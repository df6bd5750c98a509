import { expect, test } from "vitest";
import { aroundTheClock } from "../../market/calendar/around-the-clock.ts";
import { DAY_MS, dateOfDay, dayOfDate } from "../../market/calendar/calendar.ts";
import { usEquity } from "../../market/calendar/us-equity.ts";
import { parseTimeframe } from "../../market/timeframe.ts";
import type { TimeSettings } from "./bar-times.ts";
import { timesOfDates } from "./times-of-dates.ts";

const day = (text: string) => dayOfDate(Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8)));

function times(dates: readonly string[], settings: TimeSettings) {
  return timesOfDates(Int32Array.from(dates, day), settings, (row, problem) => {
    throw new Error(`row ${row}: ${problem}`);
  });
}

/** Sessions of usEquity whose open and close each bar spans. */
function sessionsSpanned(dates: readonly string[], label: string): string[] {
  const { time, closeTime } = times(dates, { timeframe: parseTimeframe(label), calendar: usEquity });
  return Array.from(time, (open, i) => {
    const first = usEquity.sessionOf(open);
    const last = usEquity.sessionOf(closeTime[i]!);
    expect(usEquity.open(first)).toBe(open);
    expect(usEquity.close(last)).toBe(closeTime[i]);
    return `${dateOfDay(first)}..${dateOfDay(last)}`;
  });
}

test("a daily bar lasts from its session's open to its close", () => {
  expect(sessionsSpanned(["2024-01-02", "2024-01-05"], "1d")).toEqual([
    "2024-01-02..2024-01-02",
    "2024-01-05..2024-01-05",
  ]);
});

test("weeks labelled by their Monday or their Friday are those weeks; 2024-01-15 was a holiday", () => {
  const weeks = ["2024-01-08..2024-01-12", "2024-01-16..2024-01-19", "2024-01-22..2024-01-26"];
  expect(sessionsSpanned(["2024-01-08", "2024-01-15", "2024-01-22"], "1w")).toEqual(weeks);
  expect(sessionsSpanned(["2024-01-08", "2024-01-16", "2024-01-22"], "1w")).toEqual(weeks);
  expect(sessionsSpanned(["2024-01-12", "2024-01-19", "2024-01-26"], "1w")).toEqual(weeks);
});

test("weeks labelled otherwise begin with their label, so that none is known early", () => {
  expect(sessionsSpanned(["2024-01-07", "2024-01-14"], "1w")).toEqual([
    "2024-01-08..2024-01-12",
    "2024-01-16..2024-01-19",
  ]);
  expect(sessionsSpanned(["2024-01-10", "2024-01-17"], "1w")).toEqual([
    "2024-01-10..2024-01-16",
    "2024-01-17..2024-01-23",
  ]);
});

test("months are calendar months, whichever of their days labels them", () => {
  const months = ["2024-01-02..2024-01-31", "2024-02-01..2024-02-29"];
  expect(sessionsSpanned(["2024-01-01", "2024-02-01"], "1mo")).toEqual(months);
  expect(sessionsSpanned(["2024-01-31", "2024-02-29"], "1mo")).toEqual(months);
  expect(sessionsSpanned(["2024-01-01", "2024-04-01"], "3mo")).toEqual([
    "2024-01-02..2024-03-28",
    "2024-04-01..2024-06-28",
  ]);
});

test("several days, around the clock", () => {
  const { time, closeTime } = times(["2024-01-01", "2024-01-03"], {
    timeframe: parseTimeframe("2d"),
    calendar: aroundTheClock,
  });
  expect(Array.from(time)).toEqual([day("2024-01-01") * DAY_MS, day("2024-01-03") * DAY_MS]);
  expect(Array.from(closeTime)).toEqual([day("2024-01-03") * DAY_MS, day("2024-01-05") * DAY_MS]);
});

test("rows that fit no session or share a period are refused", () => {
  const refusals: [string[], string, RegExp][] = [
    [["2024-01-05", "2024-01-06"], "1d", /row 1: 2024-01-06 is no session of the us-equity calendar/],
    [["2024-01-08", "2024-01-12"], "1w", /row 1: its date 2024-01-12 lies in the same 1w as the bar before/],
    [["2024-01-06", "2024-01-07"], "2d", /row 0: the us-equity calendar has no session from 2024-01-06 to 2024-01-06/],
  ];
  for (const [dates, label, message] of refusals) {
    expect(() => times(dates, { timeframe: parseTimeframe(label), calendar: usEquity })).toThrow(message);
  }
  expect(() => times(["2024-01-05"], { timeframe: parseTimeframe("5m") })).toThrow(
    /timeframe must be a day or longer for rows that bear dates only, was 5m/,
  );
});

test("weeks without a calendar are the file's own sessions, 52 a year", () => {
  const { calendar, timeframe, closeTime } = times(["2024-01-05", "2024-01-12", "2024-01-19"], {});
  expect(timeframe.label).toBe("1w");
  expect(calendar).toMatchObject({ id: "none", sessionsPerYear: 52 });
  expect(closeTime[0]).toBe(day("2024-01-12") * DAY_MS);
  expect(closeTime[2]).toBe(day("2024-01-20") * DAY_MS);
});
