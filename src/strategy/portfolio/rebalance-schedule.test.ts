import { describe, expect, it } from "vitest";
import { dayOfDate, type SessionDay } from "../../market/calendar/calendar.ts";
import { forex } from "../../market/calendar/forex.ts";
import { usEquity } from "../../market/calendar/us-equity.ts";
import { createBars } from "../../market/create-bars.ts";
import { instrument } from "../../market/instrument.ts";
import { parseTimeframe } from "../../market/timeframe.ts";
import { problemOfSchedule, type RebalanceSchedule, rebalanceRows } from "./rebalance-schedule.ts";

/** Bars of New York's sessions of a span, each of `label`. */
function sessions(from: SessionDay, to: SessionDay, label: string, perSession: number) {
  const days = [...usEquity.sessions(from, to)];
  const at = days.flatMap((day) =>
    Array.from({ length: perSession }, (_, k) => {
      const length = (usEquity.close(day) - usEquity.open(day)) / perSession;
      return [usEquity.open(day) + k * length, usEquity.open(day) + (k + 1) * length] as const;
    }),
  );
  const flat = new Float64Array(at.length).fill(1);
  const bars = createBars({
    instrument: instrument("X"),
    timeframe: parseTimeframe(label),
    calendar: usEquity,
    time: Float64Array.from(at, ([open]) => open),
    closeTime: Float64Array.from(at, ([, close]) => close),
    open: flat,
    high: flat,
    low: flat,
    close: flat,
    source: "test:sessions",
  });
  const datesOf = (schedule: RebalanceSchedule, first = 0) =>
    rebalanceRows(bars, schedule, first).map((row) =>
      new Date(bars.session[row]! * 86_400_000).toISOString().slice(0, 10),
    );
  return { bars, datesOf };
}

describe("the rows of a rebalancing schedule", () => {
  // 2024-03-28 was the last session of March: the 29th was Good Friday. 2024-06-28 was a Friday.
  const { bars, datesOf } = sessions(dayOfDate(2024, 1, 2), dayOfDate(2024, 7, 10), "1d", 1);

  it("are the last sessions of months, holidays known beforehand", () => {
    expect(datesOf("month")).toEqual([
      "2024-01-02",
      "2024-01-31",
      "2024-02-29",
      "2024-03-28",
      "2024-04-30",
      "2024-05-31",
      "2024-06-28",
    ]);
  });

  it("are the last sessions of quarters, weeks and years", () => {
    expect(datesOf("quarter", 5)).toEqual(["2024-01-09", "2024-03-28", "2024-06-28"]);
    expect(datesOf("year", 5)).toEqual(["2024-01-09"]);
    expect(datesOf("week").slice(0, 4)).toEqual(["2024-01-02", "2024-01-05", "2024-01-12", "2024-01-19"]);
    expect(datesOf("week")).toContain("2024-03-28");
  });

  it("are every so many bars from the first on", () => {
    expect(rebalanceRows(bars, { everyBars: 50 }, 7)).toEqual([7, 57, 107]);
  });

  it("are the closes of sessions where bars are shorter", () => {
    const hours = sessions(dayOfDate(2024, 1, 2), dayOfDate(2024, 1, 5), "65m", 6);
    expect(rebalanceRows(hours.bars, "session", 0)).toEqual([0, 5, 11, 17]);
  });

  it("don't depend on what comes later", () => {
    const short = sessions(dayOfDate(2024, 1, 2), dayOfDate(2024, 5, 15), "1d", 1);
    expect(datesOf("month").filter((date) => date < "2024-05-14")).toEqual(short.datesOf("month"));
  });
});

describe("a time of day", () => {
  const closes = ({ bars }: ReturnType<typeof sessions>, at: string, first = 0) =>
    rebalanceRows(bars, { at }, first).map((row) => new Date(bars.closeTime[row]!).toISOString().slice(0, 16));
  // The session of 2024-07-03 closed at 13:00; the 4th was a holiday. New York was four hours behind UTC.
  const week = sessions(dayOfDate(2024, 7, 1), dayOfDate(2024, 7, 6), "15m", 26);

  it("is the first close at or after it, on the clocks of the calendar's zone, or an early close", () => {
    const early = "2024-07-03T17:00";
    expect(closes(week, "15:45")).toEqual(["2024-07-01T19:45", "2024-07-02T19:45", early, "2024-07-05T19:45"]);
    expect(closes(week, "15:40")).toEqual(["2024-07-01T19:45", "2024-07-02T19:45", early, "2024-07-05T19:45"]);
    expect(closes(week, "09:00")[0]).toBe("2024-07-01T13:45");
    expect(closes(week, "18:00")[0]).toBe("2024-07-01T20:00");
  });

  it("counts from the first row that is asked on", () => {
    expect(closes(week, "15:45", 25)).toEqual(["2024-07-02T19:45", "2024-07-03T17:00", "2024-07-05T19:45"]);
  });

  it("is every close of daily bars", () => {
    expect(closes(sessions(dayOfDate(2024, 7, 1), dayOfDate(2024, 7, 6), "1d", 1), "15:45")).toHaveLength(4);
  });

  it("lies in the evening before where a session begins then", () => {
    const day = dayOfDate(2024, 7, 2);
    const open = forex.open(day);
    const hours = Array.from({ length: 24 }, (_, k) => open + k * 3_600_000);
    const flat = new Float64Array(24).fill(1);
    const bars = createBars({
      instrument: instrument("EURUSD"),
      timeframe: parseTimeframe("1h"),
      calendar: forex,
      time: Float64Array.from(hours),
      closeTime: Float64Array.from(hours, (time) => time + 3_600_000),
      ...{ open: flat, high: flat, low: flat, close: flat },
      source: "test:forex",
    });
    const at = (text: string) =>
      rebalanceRows(bars, { at: text }, 0).map((row) => new Date(bars.closeTime[row]!).toISOString().slice(0, 16));
    expect([at("20:00"), at("03:00")]).toEqual([["2024-07-02T00:00"], ["2024-07-02T07:00"]]);
  });
});

describe("a schedule that is none", () => {
  it.each([
    ["mnth", 'Did you mean "month"?'],
    [{ everyBars: 0 }, 'was {"everyBars":0}'],
    [{ at: "25:00" }, 'was {"at":"25:00"}'],
    [{ at: "15:45", everyBars: 2 }, "everyBars"],
  ])("is refused by name: %j", (schedule, message) => {
    const { problem, hint } = problemOfSchedule(schedule)!;
    expect(`${problem}${hint}`).toContain(message);
  });
});
