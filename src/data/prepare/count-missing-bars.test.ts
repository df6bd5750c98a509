import { expect, test } from "vitest";
import type { Bars } from "../../market/bars.ts";
import { aroundTheClock } from "../../market/calendar/around-the-clock.ts";
import { type Calendar, dayOfDate } from "../../market/calendar/calendar.ts";
import { calendarOfDates } from "../../market/calendar/dates-only.ts";
import { usEquity } from "../../market/calendar/us-equity.ts";
import { createBars } from "../../market/create-bars.ts";
import { instrument } from "../../market/instrument.ts";
import { parseTimeframe } from "../../market/timeframe.ts";
import { countMissingBars } from "./count-missing-bars.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

function barsAt(time: readonly number[], frame: string, calendar: Calendar, ends: readonly number[] = []): Bars {
  const prices = new Float64Array(time.length).fill(10);
  return createBars({
    instrument: instrument("X"),
    timeframe: parseTimeframe(frame),
    calendar,
    time: Float64Array.from(time),
    closeTime: Float64Array.from(time, (at, i) => ends[i] ?? at + MINUTE),
    open: prices,
    high: prices,
    low: prices,
    close: prices,
    source: "test",
  });
}

/** 09:30 New York on 2024-01-02 and the two sessions after it. */
const OPENS = [2, 3, 4].map((day) => Date.UTC(2024, 0, day, 14, 30));
const minutes = (open: number, from: number, to: number) =>
  Array.from({ length: to - from }, (_, i) => open + (from + i) * MINUTE);

test("whole sessions of minutes miss nothing: 390 bars each", () => {
  const bars = barsAt(
    OPENS.flatMap((open) => minutes(open, 0, 390)),
    "1m",
    usEquity,
  );
  expect(countMissingBars(bars)).toEqual({ expected: 1170, missing: 0, emptySessions: 0 });
});

test("minutes that aren't there, and a session without any", () => {
  const time = [...minutes(OPENS[0]!, 0, 100), ...minutes(OPENS[0]!, 107, 390), ...minutes(OPENS[2]!, 0, 390)];
  expect(countMissingBars(barsAt(time, "1m", usEquity))).toEqual({
    expected: 1170,
    missing: 7 + 390,
    emptySessions: 1,
  });
});

test("what lies before the first and after the last bar isn't missing", () => {
  const time = [...minutes(OPENS[0]!, 380, 390), ...minutes(OPENS[1]!, 0, 390), ...minutes(OPENS[2]!, 0, 5)];
  expect(countMissingBars(barsAt(time, "1m", usEquity))).toEqual({ expected: 405, missing: 0, emptySessions: 0 });
});

test("minutes outside regular hours neither count nor are expected", () => {
  const time = [...minutes(OPENS[0]!, -60, 400), ...minutes(OPENS[1]!, -60, 389)];
  expect(countMissingBars(barsAt(time, "1m", usEquity))).toEqual({ expected: 779, missing: 0, emptySessions: 0 });
});

test.each([
  ["from the open on", [0, 60, 120, 180, 240, 300, 360]],
  ["from full hours on, the first one short", [0, 30, 90, 150, 210, 270, 330]],
  ["from the full hour before the open on", [-30, 30, 90, 150, 210, 270, 330]],
])("hours of sessions of six and a half, %s", (_, offsets) => {
  const time = OPENS.flatMap((open) => offsets.map((minute) => open + minute * MINUTE));
  expect(countMissingBars(barsAt(time, "1h", usEquity))?.missing).toBe(0);
  const gap = time.toSpliced(9, 2);
  expect(countMissingBars(barsAt(gap, "1h", usEquity))?.missing).toBe(2);
});

test("days: every session is expected", () => {
  const days = [2, 3, 5, 8].map((day) => dayOfDate(2024, 1, day));
  const bars = barsAt(
    days.map((day) => usEquity.open(day)),
    "1d",
    usEquity,
    days.map((day) => usEquity.close(day)),
  );
  expect(countMissingBars(bars)).toEqual({ expected: 5, missing: 1, emptySessions: 1 });
});

test("around the clock", () => {
  const start = Date.UTC(2024, 0, 6);
  const time = Array.from({ length: 48 }, (_, i) => start + i * HOUR).toSpliced(20, 3);
  expect(countMissingBars(barsAt(time, "1h", aroundTheClock))).toEqual({ expected: 48, missing: 3, emptySessions: 0 });
});

test("nothing tells what weeks and calendars of the data's own dates should hold", () => {
  const day = dayOfDate(2024, 1, 2);
  expect(countMissingBars(barsAt([usEquity.open(day)], "1w", usEquity))).toBeNull();
  expect(countMissingBars(barsAt([day * 86_400_000], "1m", calendarOfDates(Int32Array.of(day))))).toBeNull();
});
