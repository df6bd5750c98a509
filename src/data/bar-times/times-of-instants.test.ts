import { expect, test } from "vitest";
import { aroundTheClock } from "../../market/calendar/around-the-clock.ts";
import { DAY_MS, dayOfDate } from "../../market/calendar/calendar.ts";
import { usEquity } from "../../market/calendar/us-equity.ts";
import { parseTimeframe } from "../../market/timeframe.ts";
import type { TimeSettings } from "./bar-times.ts";
import { timesOfInstants } from "./times-of-instants.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const TUESDAY = dayOfDate(2024, 1, 2);
const OPEN = usEquity.open(TUESDAY);
const CLOSE = usEquity.close(TUESDAY);

function times(time: readonly number[], settings: TimeSettings = {}) {
  return timesOfInstants(Float64Array.from(time), settings, (row, problem) => {
    throw new Error(`row ${row}: ${problem}`);
  });
}

test("a bar ends after its timeframe, at the session's close, or at the next bar's open", () => {
  const { closeTime, calendar } = times([OPEN, OPEN + HOUR, OPEN + 1.5 * HOUR, CLOSE - HOUR / 2], {
    timeframe: parseTimeframe("1h"),
  });
  expect(calendar.id).toBe("us-equity");
  expect(Array.from(closeTime)).toEqual([OPEN + HOUR, OPEN + 1.5 * HOUR, OPEN + 2.5 * HOUR, CLOSE]);
});

test("bars outside regular hours aren't clipped at a close, but counted", () => {
  const before = OPEN - 30 * MINUTE;
  const { closeTime, notes } = times([before, OPEN, CLOSE - 15 * MINUTE, CLOSE, CLOSE + 30 * MINUTE], {
    timeframe: parseTimeframe("30m"),
    calendar: usEquity,
  });
  expect(Array.from(closeTime)).toEqual([OPEN, OPEN + 30 * MINUTE, CLOSE, CLOSE + 30 * MINUTE, CLOSE + HOUR]);
  expect(notes).toEqual(["3 of 5 bars start outside regular hours"]);
});

test("a market that never closes clips nothing at midnight", () => {
  const midnight = (TUESDAY + 1) * DAY_MS;
  const { closeTime } = times([midnight - 6 * HOUR, midnight - 2 * HOUR], { calendar: aroundTheClock });
  expect(Array.from(closeTime)).toEqual([midnight - 2 * HOUR, midnight + 2 * HOUR]);
});

test("on a calendar of the file's own dates the last bar ends with the last date", () => {
  const midnight = (TUESDAY + 1) * DAY_MS;
  const { closeTime, calendar } = times([midnight - 26 * HOUR, midnight - 22 * HOUR, midnight - 2 * HOUR], {
    timeframe: parseTimeframe("4h"),
  });
  expect(calendar.id).toBe("none");
  expect(Array.from(closeTime)).toEqual([midnight - 22 * HOUR, midnight - 18 * HOUR, midnight]);
});

test("days with a time of day: the session's bar on us-equity, elsewhere until the next one opens", () => {
  const stamps = [CLOSE, usEquity.close(TUESDAY + 1)];
  const sessions = times(stamps);
  expect(sessions.timeframe.label).toBe("1d");
  expect(Array.from(sessions.time)).toEqual([OPEN, usEquity.open(TUESDAY + 1)]);
  expect(Array.from(sessions.closeTime)).toEqual(stamps);
  const others = times(stamps, { calendar: aroundTheClock });
  expect(Array.from(others.closeTime)).toEqual([stamps[1], stamps[1]! + DAY_MS]);
  expect(others.notes[1]).toBe("bars of 1d with a time of day: each closes when the next one opens");
  const months = times(stamps, { calendar: aroundTheClock, timeframe: parseTimeframe("1mo") });
  expect(Array.from(months.closeTime)).toEqual([stamps[1], stamps[1]! + 31 * DAY_MS]);
});

test("two daily bars of one session are refused", () => {
  expect(() => times([OPEN, CLOSE], { timeframe: parseTimeframe("1d"), calendar: usEquity })).toThrow(
    "row 1: it is a second bar of the session 2024-01-02",
  );
});
