import { calendarById } from "../market/calendar/calendar-by-id.ts";
import { calendarOfDates } from "../market/calendar/dates-only.ts";
import { parseTimeframe } from "../market/timeframe.ts";
import type { RunDetail } from "./run-detail.ts";

/** Equity at the end of each period that a year counts, for statistics over time. Columns of one length. */
export interface PeriodEquity {
  readonly equity: Float64Array;
  /** NaN without a benchmark. */
  readonly benchmark: Float64Array;
  readonly periodsPerYear: number;
  readonly noun: "session" | "bar";
}

/** Sessions of the run's calendar; bars of a week or longer are their own periods. Needs at least one session. */
export function periodEquity({
  record,
  curve,
  sessions,
}: Pick<RunDetail, "record" | "curve" | "sessions">): PeriodEquity {
  const { unit, count } = parseTimeframe(record.data.timeframe);
  if (unit === "w" || unit === "mo") {
    const periodsPerYear = (unit === "w" ? 52 : 12) / count;
    return { equity: curve.equity, benchmark: curve.benchmark, periodsPerYear, noun: "bar" };
  }
  const { calendar } = record.data;
  const { sessionsPerYear } = calendar === "none" ? calendarOfDates(sessions.day) : calendarById(calendar);
  return {
    equity: sessions.equity,
    benchmark: sessions.benchmark,
    periodsPerYear: sessionsPerYear,
    noun: "session",
  };
}
