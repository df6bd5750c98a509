import { annualReturn } from "./annual-return.ts";
import type { Annualisation } from "./annualisation.ts";
import { runCagr } from "./cagr.ts";
import { cumulativeReturns } from "./cumulative-returns.ts";
import type { Metric } from "./metric.ts";
import { painIndex } from "./pain-index.ts";

/**
 * Pain ratio: geometric annual return above rf over the pain index. No unit. NaN without a drawdown.
 *
 * Bacon (2008), ch. 4.
 *
 * @param returns simple returns per period, fractions
 */
export function painRatio(returns: Float64Array, { periodsPerYear, riskFree = 0 }: Annualisation): number {
  return painOf(annualReturn(returns, { periodsPerYear }) - riskFree, painIndex(cumulativeReturns(returns, 1), 1));
}

function painOf(excess: number, pain: number): number {
  return pain > 0 ? excess / pain : NaN;
}

export const painRatioMetric: Metric = {
  id: "painRatio",
  label: "Pain ratio",
  unit: "ratio",
  better: "higher",
  group: "ratio",
  formula: "(cagr − rf) / painIndex",
  reference: "Bacon (2008), ch. 4: pain ratio (Zephyr Associates)",
  undefinedWhen: "no drawdown",
  compute: (input) => painOf(runCagr(input) - input.riskFree, painIndex(input.equity, input.startingCash)),
};
