import { rollingSharpe } from "../metrics/rolling.ts";
import type { RunDetail } from "../run/run-detail.ts";
import { simpleReturns } from "../run/session-equity.ts";
import { periodEquity } from "./period-equity.ts";

/** The Sharpe ratio as it would have been seen along the way. Columns of one length. */
export interface RollingSharpe {
  /** An instant inside each period, epoch milliseconds. */
  readonly time: Float64Array;
  /** Annual, over the trailing window; NaN before the first whole one. */
  readonly strategy: Float64Array;
  /** NaN without a benchmark. */
  readonly benchmark: Float64Array;
  /** Periods of a window, and what they are called. */
  readonly window: number;
  readonly noun: string;
}

/** Shares of a year. */
const WINDOWS = [1, 1 / 2, 1 / 4];
const FEWEST_PERIODS = 6;

/**
 * Over the longest window of a year, half a year or a quarter that fits at least twice; undefined for a run
 * that is too short for any.
 */
export function runRollingSharpe(detail: RunDetail): RollingSharpe | undefined {
  if (detail.sessions.day.length === 0) return undefined;
  const { equity, benchmark, time, periodsPerYear, noun } = periodEquity(detail);
  const { cash, riskFree } = detail.record.spec.settings;
  const window = WINDOWS.map((share) => Math.round(periodsPerYear * share)).find(
    (periods) => periods >= FEWEST_PERIODS && periods * 2 <= equity.length,
  );
  if (window === undefined) return undefined;
  const sharpe = (column: Float64Array) =>
    rollingSharpe(simpleReturns(column, cash), window, { periodsPerYear, riskFree });
  return {
    time,
    strategy: sharpe(equity),
    benchmark: Number.isNaN(benchmark[0]!) ? benchmark : sharpe(benchmark),
    window,
    noun,
  };
}
