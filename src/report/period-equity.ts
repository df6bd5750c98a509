import { calendarById } from "../market/calendar/calendar-by-id.ts";
import { calendarOfDates } from "../market/calendar/dates-only.ts";
import { parseTimeframe } from "../market/timeframe.ts";
import type { RunDetail } from "../run/run-detail.ts";
import { rowLabels } from "./row-labels.ts";

/** Equity at the end of each period that a year counts, for statistics over time. Columns of one length. */
export interface PeriodEquity {
  readonly equity: Float64Array;
  /** NaN without a benchmark. */
  readonly benchmark: Float64Array;
  /** An instant inside each period, epoch milliseconds. */
  readonly time: Float64Array;
  readonly periodsPerYear: number;
  /** "session" or "bar". */
  readonly noun: string;
}

const DAY_MS = 86_400_000;

/** Sessions of the run's calendar; bars of a week or longer are their own periods. Needs at least one session. */
export function periodEquity(detail: RunDetail): PeriodEquity {
  const { record, curve, sessions } = detail;
  const { unit, count } = parseTimeframe(record.data.timeframe);
  if (unit === "w" || unit === "mo") {
    return {
      equity: curve.equity,
      benchmark: curve.benchmark,
      time: rowLabels(detail).rowTime,
      periodsPerYear: (unit === "w" ? 52 : 12) / count,
      noun: "bar",
    };
  }
  const { calendar } = record.data;
  const { sessionsPerYear } = calendar === "none" ? calendarOfDates(sessions.day) : calendarById(calendar);
  return {
    equity: sessions.equity,
    benchmark: sessions.benchmark,
    time: Float64Array.from(sessions.day, (day) => day * DAY_MS),
    periodsPerYear: sessionsPerYear,
    noun: "session",
  };
}
