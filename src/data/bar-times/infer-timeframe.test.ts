import { expect, test } from "vitest";
import { dayOfDate } from "../../market/calendar/calendar.ts";
import { inferFromDays, inferFromTimes } from "./infer-timeframe.ts";

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

test.each([
  [[0, 1, 2, 3, 6, 7], "1d"], // a week with its weekend
  [[0, 7, 14, 21], "1w"],
  [[0, 14, 28], "2w"],
  [[dayOfDate(2024, 1, 1), dayOfDate(2024, 2, 1), dayOfDate(2024, 3, 1)], "1mo"],
  [[dayOfDate(2024, 1, 1), dayOfDate(2024, 4, 1), dayOfDate(2024, 7, 1)], "3mo"],
  [[dayOfDate(2024, 1, 1), dayOfDate(2024, 7, 1), dayOfDate(2025, 1, 1)], "6mo"],
  [[dayOfDate(2022, 1, 1), dayOfDate(2023, 1, 1), dayOfDate(2024, 1, 1)], "12mo"],
  [[5], "1d"],
])("dates at %j are bars of %s", (days, expected) => {
  const { timeframe, note } = inferFromDays(Int32Array.from(days));
  expect(timeframe.label).toBe(expected);
  expect(note).toContain(`so ${expected}`);
});

test.each([
  [[0, 1, 2, 3, 1000, 1001], "1m"], // a night between
  [[0, 5, 10, 15], "5m"],
  [[0, 60, 120], "1h"],
  [[0, 240, 480], "4h"],
  [[0, 1440, 2880], "1d"],
  [[0, 10_080, 20_160], "1w"],
  [[0, 0.5, 1], "30s"],
  [[0, 0.005, 0.01], "1s"], // ticks
  [[0, 1, 3, 4, 6, 7, 9], "1m"], // one and two minutes, three times each: the shorter
  [[0, 2, 3, 7, 9, 20], "2m"], // no majority: 2, 1, 4, 2, 11
])("times at minutes %j are bars of %s", (minutes, expected) => {
  const { timeframe, note } = inferFromTimes(Float64Array.from(minutes, (minute) => minute * MINUTE + DAY));
  expect(timeframe.label).toBe(expected);
  expect(note).toContain(`so ${expected}`);
});

test("the note says how many bars agree", () => {
  const times = Float64Array.of(0, 1, 2, 3, 10).map((minute) => minute * MINUTE);
  expect(inferFromTimes(times).note).toBe("timeframe not given: 75% of the bars start 1m apart, so 1m");
});

test("a single time has no distance", () => {
  expect(() => inferFromTimes(Float64Array.of(0))).toThrow(/timeframe must be given for a file with a single bar/);
});
