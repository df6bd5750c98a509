import { describe, expect, it } from "vitest";
import { aroundTheClock } from "../market/calendar/around-the-clock.ts";
import { type Calendar, dayOfDate } from "../market/calendar/calendar.ts";
import { usEquity } from "../market/calendar/us-equity.ts";
import { createBars } from "../market/create-bars.ts";
import { instrument } from "../market/instrument.ts";
import { parseTimeframe } from "../market/timeframe.ts";
import { periodReturns } from "./periods.ts";

/** Three bars of a timeframe that end with three Tuesdays of March 2024. */
function tuesdays(label: string, calendar: Calendar) {
  const closeTime = Float64Array.from([5, 12, 19], (date) => calendar.close(dayOfDate(2024, 3, date)));
  const price = new Float64Array(3).fill(1);
  return createBars({
    instrument: instrument("X"),
    timeframe: parseTimeframe(label),
    calendar,
    time: closeTime.map((time) => time - 1000),
    closeTime,
    open: price,
    high: price,
    low: price,
    close: price,
    source: "test:tuesdays",
  });
}

const equity = Float64Array.of(110, 121, 60.5);

describe("periodReturns", () => {
  // Regular US session: 390 minutes, 252 a year.
  it.each<[string, Calendar, "session" | "bar", number]>([
    ["1d", usEquity, "session", 252],
    ["1d", usEquity, "bar", 252],
    ["2d", usEquity, "bar", 126],
    ["1m", usEquity, "session", 252],
    ["1m", usEquity, "bar", 390 * 252],
    ["5m", usEquity, "bar", 78 * 252],
    ["1h", usEquity, "bar", 7 * 252], // the last one half as long
    ["1d", aroundTheClock, "session", 365],
    ["1m", aroundTheClock, "bar", 1440 * 365],
    ["4h", aroundTheClock, "bar", 6 * 365],
    ["1w", usEquity, "session", 52],
    ["1w", aroundTheClock, "bar", 52],
    ["2w", usEquity, "bar", 26],
    ["1mo", usEquity, "session", 12],
    ["3mo", usEquity, "bar", 4],
  ])("has of %s bars of %o per %s %d periods a year", (label, calendar, mode, expected) => {
    expect(periodReturns(tuesdays(label, calendar), equity, 0, 100, mode).periodsPerYear).toBe(expected);
  });

  const rounded = (values: Float64Array) => Array.from(values, (value) => Math.round(value * 1e9) / 1e9);

  it("has one return per session, 0 where no bar was, the first against the starting cash", () => {
    // 5 to 19 March 2024 hold 11 sessions.
    const { returns } = periodReturns(tuesdays("1d", usEquity), equity, 0, 100, "session");
    expect(rounded(returns)).toEqual([0.1, 0, 0, 0, 0, 0.1, 0, 0, 0, 0, -0.5]);
  });

  it("has one return per bar on request, and always for weeks and months", () => {
    expect(rounded(periodReturns(tuesdays("1d", usEquity), equity, 0, 100, "bar").returns)).toEqual([0.1, 0.1, -0.5]);
    expect(rounded(periodReturns(tuesdays("1w", usEquity), equity, 0, 100, "session").returns)).toEqual([
      0.1, 0.1, -0.5,
    ]);
  });

  it("leaves out what lies before the measured range", () => {
    expect(rounded(periodReturns(tuesdays("1d", usEquity), equity, 1, 110, "bar").returns)).toEqual([0.1, -0.5]);
  });
});
