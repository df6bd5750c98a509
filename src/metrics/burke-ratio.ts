import { sum } from "../math/sum.ts";
import { annualReturn } from "./annual-return.ts";
import type { Annualisation } from "./annualisation.ts";
import { runCagr } from "./cagr.ts";
import { cumulativeReturns } from "./cumulative-returns.ts";
import { type DrawdownColumns, findDrawdowns, runDrawdowns } from "./drawdowns.ts";
import type { Metric } from "./metric.ts";

/**
 * Burke ratio: geometric annual return above rf over `√(Σ depth²)` of all drawdowns, each counted once at its deepest.
 * No unit. NaN without a drawdown.
 *
 * Burke (1994), "A Sharper Sharpe Ratio", Futures 23(3).
 *
 * @param returns simple returns per period, fractions
 */
export function burkeRatio(returns: Float64Array, { periodsPerYear, riskFree = 0 }: Annualisation): number {
  const excess = annualReturn(returns, { periodsPerYear }) - riskFree;
  return burkeOf(excess, findDrawdowns(cumulativeReturns(returns, 1), 1));
}

function burkeOf(excess: number, { depth }: DrawdownColumns): number {
  return depth.length === 0 ? NaN : excess / Math.sqrt(sum(depth.map((d) => d * d)));
}

export const burkeRatioMetric: Metric = {
  id: "burkeRatio",
  label: "Burke ratio",
  unit: "ratio",
  better: "higher",
  group: "ratio",
  formula: "(cagr − rf) / √(Σ depth² of all drawdowns)",
  reference: "Burke (1994), Futures 23(3)",
  undefinedWhen: "no drawdown",
  compute: (input) => burkeOf(runCagr(input) - input.riskFree, runDrawdowns(input)),
};
