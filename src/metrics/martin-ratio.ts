import { annualReturn } from "./annual-return.ts";
import type { Annualisation } from "./annualisation.ts";
import { runCagr } from "./cagr.ts";
import { cumulativeReturns } from "./cumulative-returns.ts";
import type { Metric } from "./metric.ts";
import { ulcerIndex } from "./ulcer-index.ts";

/**
 * Martin ratio (ulcer performance index): geometric annual return above rf over the ulcer index. No unit. NaN without a
 * drawdown.
 *
 * Martin & McCann (1989).
 *
 * @param returns simple returns per period, fractions
 */
export function martinRatio(returns: Float64Array, { periodsPerYear, riskFree = 0 }: Annualisation): number {
  return martinOf(annualReturn(returns, { periodsPerYear }) - riskFree, ulcerIndex(cumulativeReturns(returns, 1), 1));
}

function martinOf(excess: number, ulcer: number): number {
  return ulcer > 0 ? excess / ulcer : NaN;
}

export const martinRatioMetric: Metric = {
  id: "martinRatio",
  label: "Martin ratio",
  unit: "ratio",
  better: "higher",
  group: "ratio",
  formula: "(cagr − rf) / ulcerIndex",
  reference: "Martin & McCann (1989), The Investor's Guide to Fidelity Funds",
  undefinedWhen: "no drawdown",
  compute: (input) => martinOf(runCagr(input) - input.riskFree, ulcerIndex(input.equity, input.startingCash)),
};
