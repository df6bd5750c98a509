import { expect, it } from "vitest";
import { dailyBars } from "../../test/support/random-simulation.ts";
import { DAY_MS } from "./calendar/calendar.ts";
import { compositeBars } from "./composite-bars.ts";
import { panelOf } from "./panel.ts";
import { sliceBars } from "./slice-bars.ts";
import { parseTimeframe } from "./timeframe.ts";

it("moves by the mean return of the instruments that have a bar", () => {
  const a = dailyBars([
    [10, 10],
    [11, 12],
    [12, 6],
  ]);
  const other = dailyBars([
    [5, 50],
    [50, 50],
    [50, 75],
  ]);
  const b = { ...sliceBars(other, 1, 3), instrument: { ...other.instrument, symbol: "B" } };
  const { open, high, low, close, instrument } = compositeBars(panelOf([a, b]));
  // Row 1: only A moved, to 1.1 and 1.2. Row 2: A 12/12 and 6/12, B 50/50 and 75/50: means 1 and 1.
  expect([...open]).toEqual([100, 100 * (11 / 10), 100 * (12 / 10)]);
  expect([...close]).toEqual([100, 100 * (12 / 10), 100 * (12 / 10)]);
  expect([high[1], low[1]]).toEqual([close[1], open[1]]);
  expect(instrument.symbol).toBe("TEST+B");
});

it("names the first three of many", () => {
  const one = dailyBars([[10, 10]]);
  const many = ["A", "B", "C", "D", "E"].map((symbol) => ({ ...one, instrument: { ...one.instrument, symbol } }));
  expect(compositeBars(panelOf(many)).instrument.symbol).toBe("A+B+C+2 more");
});

it("takes the shortest of several timeframes, and begins no row before the one before it ends", () => {
  const day = dailyBars([
    [10, 10],
    [10, 20],
  ]);
  const half = DAY_MS / 2;
  const late = {
    ...day,
    instrument: { ...day.instrument, symbol: "H" },
    timeframe: parseTimeframe("12h"),
    time: day.time.map((time) => time + half),
    closeTime: day.closeTime.map((time) => time + half),
  };
  for (const pair of [
    [day, late],
    [late, day],
  ]) {
    const { time, closeTime, timeframe, close } = compositeBars(panelOf(pair));
    expect(timeframe.label).toBe("12h");
    expect([...time].slice(1)).toEqual([...closeTime].slice(0, -1));
    // The day's second close doubles it, then the other's second does.
    expect([...close]).toEqual([100, 100, 200, 400]);
  }
});
