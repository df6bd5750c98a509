import type { Bars } from "../market/bars.ts";
import { isIntraday, timeframeMs } from "../market/timeframe.ts";
import { type SessionEquity, sessionEquity, simpleReturns } from "./session-equity.ts";

/** Returns per period, and how many periods a year has. */
export interface PeriodReturns {
  readonly returns: Float64Array;
  readonly periodsPerYear: number;
}

/** Which bars end the periods of a run's returns. Weekly and monthly bars are their own periods. */
export function periodReturns(
  bars: Bars,
  equity: Float64Array,
  start: number,
  startingCash: number,
  mode: "session" | "bar",
  sessions: SessionEquity = sessionEquity(bars, equity, start),
  ruinedAt = -1,
): PeriodReturns {
  const { unit, count } = bars.timeframe;
  const perBar = () => endedBy(simpleReturns(equity.subarray(start), startingCash), ruinedAt - start);
  if (unit === "w") return { returns: perBar(), periodsPerYear: 52 / count };
  if (unit === "mo") return { returns: perBar(), periodsPerYear: 12 / count };
  if (mode === "bar") return { returns: perBar(), periodsPerYear: barsPerYear(bars) };
  const ruinedIn = ruinedAt < 0 ? -1 : sessions.day.findIndex((day) => day >= bars.session[ruinedAt]!);
  const returns = endedBy(simpleReturns(sessions.equity, startingCash), ruinedIn);
  return { returns, periodsPerYear: bars.calendar.sessionsPerYear };
}

/** The period in which equity was gone lost everything; nothing is earned or lost after it. */
function endedBy(returns: Float64Array, ruinedIn: number): Float64Array {
  if (ruinedIn < 0) return returns;
  returns.fill(0, ruinedIn);
  returns[ruinedIn] = -1;
  return returns;
}

/** Bars of a regular session (its length over the timeframe, started bars counted) × sessions a year. */
function barsPerYear({ calendar, timeframe, session, length }: Bars): number {
  const { sessionsPerYear } = calendar;
  if (!isIntraday(timeframe)) return sessionsPerYear / timeframe.count;
  let longest = 0;
  for (let i = 0; i < length; i++) {
    if (i > 0 && session[i] === session[i - 1]) continue;
    longest = Math.max(longest, calendar.close(session[i]!) - calendar.open(session[i]!));
  }
  return Math.ceil(longest / timeframeMs(timeframe)) * sessionsPerYear;
}
