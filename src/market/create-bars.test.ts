import { expect, test } from "vitest";
import { aroundTheClock } from "./calendar/around-the-clock.ts";
import { DAY_MS, dayOfDate } from "./calendar/calendar.ts";
import { usEquity } from "./calendar/us-equity.ts";
import type { BarsInput } from "./create-bars.ts";
import { createBars } from "./create-bars.ts";
import { instrument } from "./instrument.ts";
import { timeframe } from "./timeframe.ts";

const DAY = dayOfDate(2024, 1, 2);

function input(changes: Partial<BarsInput> = {}): BarsInput {
  return {
    instrument: instrument("TEST"),
    timeframe: timeframe(1, "d"),
    calendar: aroundTheClock,
    time: Float64Array.of(DAY * DAY_MS, (DAY + 1) * DAY_MS, (DAY + 2) * DAY_MS),
    closeTime: Float64Array.of((DAY + 1) * DAY_MS, (DAY + 2) * DAY_MS, (DAY + 3) * DAY_MS),
    open: Float64Array.of(10, 11, 12),
    high: Float64Array.of(11, 12, 13),
    low: Float64Array.of(9, 10, 11),
    close: Float64Array.of(10.5, 11.5, 12.5),
    source: "csv:test.csv",
    ...changes,
  };
}

const with1 = (value: number) => Float64Array.of(10, value, 12);

function errorOf(changes: Partial<BarsInput>): { code: string; message: string } {
  try {
    createBars(input(changes));
  } catch (error) {
    return error as { code: string; message: string };
  }
  return { code: "none", message: "" };
}

test("bars keep the columns and get sessions, grid and defaults", () => {
  const given = input();
  const bars = createBars(given);
  expect(bars.length).toBe(3);
  expect(bars.open).toBe(given.open);
  expect(bars.session).toEqual(Int32Array.of(DAY, DAY + 1, DAY + 2));
  expect(bars.ticksPerUnit).toBe(2); // halves
  expect(bars.volume).toEqual(Float64Array.of(NaN, NaN, NaN));
  expect(bars).toMatchObject({ adjustment: "raw", isSynthetic: false, notes: [], source: "csv:test.csv" });
});

test("a bar belongs to the session that it closes in, bars after a close to the next one", () => {
  const minute = 60_000;
  const close = usEquity.close(DAY);
  const time = Float64Array.of(usEquity.open(DAY), close - minute, close);
  const closeTime = Float64Array.of(usEquity.open(DAY) + minute, close, close + minute);
  const bars = createBars(input({ calendar: usEquity, time, closeTime }));
  expect(bars.session).toEqual(Int32Array.of(DAY, DAY, DAY + 1));
});

test.each(["open", "high", "low", "close"] as const)("%s must be a finite price above 0", (column) => {
  for (const value of [0, -1, NaN, Infinity]) {
    const error = errorOf({ [column]: with1(value) });
    expect(error.code).toBe("BACKSIGHT_BARS_VALUE");
    expect(error.message).toBe(
      `csv:test.csv: ${column} of bar 1 (2024-01-03T00:00:00Z) must be a finite price above 0, was ${value}. Correct or remove that bar.`,
    );
  }
});

test("a high below the low is refused with both values", () => {
  const error = errorOf({ high: with1(9.75) });
  expect(error.code).toBe("BACKSIGHT_BARS_VALUE");
  expect(error.message).toContain(
    "high of bar 1 (2024-01-03T00:00:00Z) must not be below the bar's low of 10, was 9.75.",
  );
});

test("volume may be 0 or unknown, not negative or infinite", () => {
  expect(createBars(input({ volume: Float64Array.of(0, NaN, 7) })).volume[2]).toBe(7);
  expect(errorOf({ volume: with1(-1) }).code).toBe("BACKSIGHT_BARS_VALUE");
  expect(errorOf({ volume: with1(Infinity) }).message).toContain("volume of bar 1");
});

test("an open or close outside low to high is noted, not refused", () => {
  const one = createBars(input({ open: with1(12.5), notes: ["given"] }));
  expect(one.notes).toEqual(["given", "1 of 3 bars has its open or close outside low to high"]);
  const two = createBars(input({ open: with1(12.5), close: Float64Array.of(8, 11, 12) }));
  expect(two.notes).toEqual(["2 of 3 bars have their open or close outside low to high"]);
});

test("close times ascend strictly; opens don't fall and aren't after their close", () => {
  const day = (i: number) => (DAY + i) * DAY_MS;
  const order = (time: number[], closeTime: number[]) =>
    errorOf({ time: Float64Array.from(time), closeTime: Float64Array.from(closeTime) });
  const back = order([day(1), day(0), day(2)], [day(2), day(1), day(3)]);
  expect(back.code).toBe("BACKSIGHT_BARS_ORDER");
  expect(back.message).toContain("bar 1 (2024-01-02T00:00:00Z) comes before the bar above it.");
  expect(order([day(0), day(0), day(2)], [day(1), day(1), day(3)]).message).toContain(
    "bar 1 (2024-01-02T00:00:00Z) has the same time as the bar above it.",
  );
  expect(order([day(1), day(0), day(2)], [day(1), day(2), day(3)]).message).toContain("comes before the bar above it");
  expect(order([day(0), day(2), day(2)], [day(1), day(1) + 1, day(3)]).message).toContain(
    "bar 1 (2024-01-04T00:00:00Z) closes before it opens, at 2024-01-03T00:00:00.001Z.",
  );
  expect(order([NaN, day(1), day(2)], [day(1), day(2), day(3)]).message).toContain("bar 0 (NaN) has no open time");
  expect(order([day(0), day(1), day(2)], [day(1), day(2), Infinity]).message).toContain("has no close time");
});

test("bars may open together and last no time, as ticks do", () => {
  const time = Float64Array.of(DAY * DAY_MS, DAY * DAY_MS, DAY * DAY_MS + 5);
  const closeTime = Float64Array.of(DAY * DAY_MS, DAY * DAY_MS + 1, DAY * DAY_MS + 5);
  expect(createBars(input({ time, closeTime })).session).toEqual(Int32Array.of(DAY - 1, DAY, DAY));
});

test("no bars, and columns of different lengths", () => {
  const none = new Float64Array(0);
  const empty = errorOf({ time: none, closeTime: none, open: none, high: none, low: none, close: none });
  expect(empty.code).toBe("BACKSIGHT_BARS_EMPTY");
  for (const column of ["closeTime", "open", "high", "low", "close", "volume"] as const) {
    expect(errorOf({ [column]: Float64Array.of(1) }).message).toContain(`${column} must hold 3 values, held 1`);
  }
});

test("a given tick grid must fit, null says that there is none", () => {
  expect(createBars(input({ ticksPerUnit: 100 })).ticksPerUnit).toBe(100);
  expect(createBars(input({ ticksPerUnit: null })).ticksPerUnit).toBeNull();
  expect(errorOf({ ticksPerUnit: 1 }).message).toContain("ticksPerUnit must be a whole number");
  expect(errorOf({ ticksPerUnit: 2.5 }).code).toBe("BACKSIGHT_ARGUMENT");
});
