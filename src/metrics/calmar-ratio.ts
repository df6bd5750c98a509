import { annualReturn } from "./annual-return.ts";
import type { Annualisation } from "./annualisation.ts";
import { runCagr } from "./cagr.ts";
import { cumulativeReturns } from "./cumulative-returns.ts";
import { maxDrawdown } from "./max-drawdown.ts";
import type { Metric } from "./metric.ts";

/**
 * Calmar ratio: geometric annual return over the size of the maximum drawdown, both of the same returns. No unit. NaN
 * without a drawdown.
 *
 * Young (1991), "Calmar Ratio: A Smoother Tool", Futures, there over 36 months; follows empyrical's `calmar_ratio`, over
 * the whole range.
 *
 * @param returns simple returns per period, fractions
 */
export function calmarRatio(returns: Float64Array, options: Annualisation): number {
  return calmarOf(annualReturn(returns, options), maxDrawdown(cumulativeReturns(returns, 1), 1));
}

function calmarOf(annual: number, drawdown: number): number {
  return drawdown < 0 ? annual / -drawdown : NaN;
}

export const calmarRatioMetric: Metric = {
  id: "calmarRatio",
  label: "Calmar ratio",
  unit: "ratio",
  better: "higher",
  group: "ratio",
  formula: "cagr / |maxDrawdown|, the drawdown at every bar's close",
  reference: "Young (1991), Futures 20(1); empyrical 0.5, calmar_ratio",
  undefinedWhen: "no drawdown",
  compute: (input) => calmarOf(runCagr(input), maxDrawdown(input.equity, input.startingCash)),
};
