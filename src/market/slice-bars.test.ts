import { expect, test } from "vitest";
import { aroundTheClock } from "./calendar/around-the-clock.ts";
import { createBars } from "./create-bars.ts";
import { instrument } from "./instrument.ts";
import { sliceBars } from "./slice-bars.ts";
import { timeframe } from "./timeframe.ts";

const HOUR = 3_600_000;
const prices = Float64Array.of(10, 11, 12, 12.25);
const bars = createBars({
  instrument: instrument("TEST"),
  timeframe: timeframe(1, "h"),
  calendar: aroundTheClock,
  time: Float64Array.of(0, HOUR, 2 * HOUR, 3 * HOUR),
  closeTime: Float64Array.of(HOUR, 2 * HOUR, 3 * HOUR, 4 * HOUR),
  open: prices,
  high: prices,
  low: prices,
  close: prices,
  volume: Float64Array.of(1, 2, 3, 4),
  source: "csv:test.csv",
  notes: ["kept"],
});

test("a slice is a view with the same grid, although its own prices lie on a coarser one", () => {
  const part = sliceBars(bars, 1, 3);
  expect(part.length).toBe(2);
  expect(part.close).toEqual(Float64Array.of(11, 12));
  expect(part.close.buffer).toBe(prices.buffer);
  expect(part.time).toEqual(Float64Array.of(HOUR, 2 * HOUR));
  expect(part.closeTime).toEqual(Float64Array.of(2 * HOUR, 3 * HOUR));
  expect(part.volume).toEqual(Float64Array.of(2, 3));
  expect(part.session).toEqual(Int32Array.of(0, 0));
  expect(part.ticksPerUnit).toBe(4);
  expect(part.notes).toEqual(["kept"]);
});

test("the whole is a slice; empty and outside ones are refused", () => {
  expect(sliceBars(bars, 0, 4)).toEqual(bars);
  expect(() => sliceBars(bars, 2, 2)).toThrow(/csv:test\.csv has no bars from bar 2 to bar 2/);
  expect(() => sliceBars(bars, 3, 2)).toThrow(/end must be an integer from 3 to 4, was 2/);
  expect(() => sliceBars(bars, -1, 2)).toThrow(/start must be an integer from 0 to 4, was -1/);
  expect(() => sliceBars(bars, 0, 5)).toThrow(/end must be/);
});
