import { columnFrom, type IndexedColumn } from "../core/indexed-column.ts";
import type { Bars } from "../market/bars.ts";
import { sessionColumn } from "../market/compact/compact-bars.ts";
import { isIntraday, timeframeMs } from "../market/timeframe.ts";
import { type SessionEquity, sessionEquity, simpleReturns } from "./session-equity.ts";

/** Returns per period, and how many periods a year has. */
export interface PeriodReturns {
  readonly returns: Float64Array;
  readonly periodsPerYear: number;
}

/**
 * Which bars end the periods of a run's returns. Weekly and monthly bars are their own periods.
 *
 * @param sessionsPerYear the calendar's unless the rules of a run say otherwise
 */
export function periodReturns(
  bars: Bars,
  equity: IndexedColumn,
  start: number,
  startingCash: number,
  mode: "session" | "bar",
  sessions: SessionEquity = sessionEquity(bars, equity, start),
  ruinedAt = -1,
  sessionsPerYear = bars.calendar.sessionsPerYear,
): PeriodReturns {
  const periodsPerYear = periodsPerYearOf(bars, mode, sessionsPerYear);
  if (isPerBar(bars, mode)) {
    const returns = endedBy(simpleReturns(columnFrom(equity, start), startingCash), ruinedAt - start);
    return { returns, periodsPerYear };
  }
  const ruinedDay = sessionColumn(bars).at(ruinedAt) ?? Infinity;
  const ruinedIn = ruinedAt < 0 ? -1 : sessions.day.findIndex((day) => day >= ruinedDay);
  const returns = endedBy(simpleReturns(sessions.equity, startingCash), ruinedIn);
  return { returns, periodsPerYear };
}

/** True when every bar ends a period. */
export function isPerBar({ timeframe: { unit } }: Bars, mode: "session" | "bar"): boolean {
  return mode === "bar" || unit === "w" || unit === "mo";
}

/** How many periods of `periodReturns` a year has. */
export function periodsPerYearOf(bars: Bars, mode: "session" | "bar", sessionsPerYear: number): number {
  const { unit, count } = bars.timeframe;
  if (unit === "w") return 52 / count;
  if (unit === "mo") return 12 / count;
  return mode === "bar" ? barsPerYear(bars, sessionsPerYear) : sessionsPerYear;
}

/** The period in which equity was gone lost everything; nothing is earned or lost after it. */
function endedBy(returns: Float64Array, ruinedIn: number): Float64Array {
  if (ruinedIn < 0) return returns;
  returns.fill(0, ruinedIn);
  returns[ruinedIn] = -1;
  return returns;
}

/** Bars of a regular session (its length over the timeframe, started bars counted) × sessions a year. */
function barsPerYear(bars: Bars, sessionsPerYear: number): number {
  const { calendar, timeframe } = bars;
  if (!isIntraday(timeframe)) return sessionsPerYear / timeframe.count;
  const sessions = sessionColumn(bars);
  let longest = 0;
  let before = NaN;
  for (let i = 0; i < bars.length; i++) {
    const session = sessions.at(i)!;
    if (session === before) continue;
    longest = Math.max(longest, calendar.close(session) - calendar.open(session));
    before = session;
  }
  return Math.ceil(longest / timeframeMs(timeframe)) * sessionsPerYear;
}
