import { SWEEP_STATISTICS, type SweepStatistic } from "../../engine/vector/fast/sweep-statistics.ts";
import type { Bars } from "../../market/bars.ts";
import { metricById } from "../../metrics/catalogue.ts";
import { sharpeRatio } from "../../metrics/sharpe-ratio.ts";
import { RULE_BOOKS } from "../../trading/rules/presets.ts";
import { metricInput } from "../metric-input.ts";
import { periodReturns } from "../periods.ts";
import type { ExecutionSettings } from "../run-spec.ts";
import { sessionEquity } from "../session-equity.ts";
import type { SimulatedAccount } from "../simulated-account.ts";

/** Sessions of a year, as the rules of a run count them. */
export function sessionsPerYearOf(bars: Bars, settings: Pick<ExecutionSettings, "rules">): number {
  const { annualise } = RULE_BOOKS[settings.rules];
  return annualise === "calendar" ? bars.calendar.sessionsPerYear : annualise;
}

/** The statistics of an account, by the metrics' own functions. @param more ids of further metrics */
export function plainStatistics(
  account: SimulatedAccount,
  { cash, returns, rules, riskFree }: Pick<ExecutionSettings, "cash" | "returns" | "rules" | "riskFree">,
  more: readonly string[] = [],
): Readonly<Record<SweepStatistic, number>> & Readonly<Record<string, number>> {
  const { bars, equity, start, ruinedAt } = account;
  const sessions = sessionEquity(bars, equity, start);
  const perYear = sessionsPerYearOf(bars, { rules });
  const periods = periodReturns(bars, equity, start, cash, returns, sessions, ruinedAt, perYear);
  const perBar = periodReturns(bars, equity, start, cash, "bar", sessions, ruinedAt, perYear);
  const input = metricInput(account, periods, undefined, riskFree);
  const statistic = (name: string) =>
    name === "barSharpeRatio"
      ? sharpeRatio(perBar.returns, { periodsPerYear: perBar.periodsPerYear, riskFree })
      : metricById(name).compute(input) + 0;
  const entries = [...SWEEP_STATISTICS, ...more].map((name) => [name, statistic(name)] as const);
  return Object.fromEntries(entries) as Record<SweepStatistic, number>;
}
