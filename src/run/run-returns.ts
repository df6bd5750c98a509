import { RULE_BOOKS } from "../trading/rules/presets.ts";
import { OPEN_TRADE } from "../trading/trade-columns.ts";
import { tradeReturns } from "../validation/monte-carlo/trade-shuffle.ts";
import { periodEquity } from "./period-equity.ts";
import type { RunDetail } from "./run-detail.ts";
import { simpleReturns } from "./session-equity.ts";

/** Returns of a stored run, for statistics and simulations. */
export interface RunReturns {
  readonly returns: Float64Array;
  /** What a return is of. */
  readonly noun: "session" | "bar" | "trade";
  /** Of these in a year, as the run's rules count it. */
  readonly periodsPerYear: number;
}

/** Returns by session (by bar where bars are a week or longer); none, and NaN periods a year, of a run without sessions. */
export function runReturns(detail: RunDetail): RunReturns & { readonly benchmarkReturns: Float64Array } {
  const { cash, rules } = detail.record.spec.settings;
  if (detail.sessions.day.length === 0) {
    const none = new Float64Array(0);
    return { returns: none, benchmarkReturns: none, noun: "session", periodsPerYear: NaN };
  }
  const { equity, benchmark, periodsPerYear, noun } = periodEquity(detail);
  const { annualise } = RULE_BOOKS[rules];
  return {
    returns: simpleReturns(equity, cash),
    benchmarkReturns: simpleReturns(benchmark, cash),
    noun,
    periodsPerYear: noun === "bar" || annualise === "calendar" ? periodsPerYear : annualise,
  };
}

/** What each closed trade did to the equity that those before it left, in the order of their ends; as many a year as there were. */
export function closedTradeReturns(detail: RunDetail): RunReturns {
  const { trades, record } = detail;
  const closed = Array.from({ length: trades.length }, (_, i) => i)
    .filter((i) => trades.exitReason[i] !== OPEN_TRADE)
    .sort((a, b) => trades.exitTime[a]! - trades.exitTime[b]!);
  const pnl = Float64Array.from(closed, (i) => trades.pnl[i]!);
  const { returns, periodsPerYear } = runReturns(detail);
  const years = returns.length / periodsPerYear;
  return {
    returns: tradeReturns(pnl, record.spec.settings.cash),
    noun: "trade",
    periodsPerYear: closed.length / years,
  };
}
