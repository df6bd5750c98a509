import { checkPositive } from "../core/checks.ts";
import { mean, standardDeviation } from "../math/moments.ts";
import { presentValues } from "../math/present-values.ts";
import { type Annualisation, periodRate } from "./annualisation.ts";
import { excessReturns } from "./excess-returns.ts";
import type { Metric } from "./metric.ts";

/**
 * Annualised Sharpe ratio: `mean(r − rf) / std(r − rf, ddof 1) × √periodsPerYear`, arithmetic mean, rf per period
 * `(1 + riskFree)^(1 / periodsPerYear) − 1`. No unit. NaN entries are left out; NaN with fewer than two returns and
 * when the excess returns don't vary.
 *
 * Sharpe (1994), "The Sharpe Ratio", Journal of Portfolio Management 21(1). For a rate that changes, subtract it with
 * `excessReturns` first. The value depends on the period's length: see `autocorrelation`.
 *
 * @param returns simple returns per period, fractions
 * @throws {BacksightError} BACKSIGHT_ARGUMENT
 */
export function sharpeRatio(returns: Float64Array, { periodsPerYear, riskFree = 0 }: Annualisation): number {
  checkPositive("periodsPerYear", periodsPerYear);
  const excess = excessReturns(presentValues(returns), periodRate(riskFree, periodsPerYear));
  const spread = standardDeviation(excess, 1);
  return spread > 0 ? (mean(excess) / spread) * Math.sqrt(periodsPerYear) : NaN;
}

export const sharpeRatioMetric: Metric = {
  id: "sharpeRatio",
  label: "Sharpe ratio",
  unit: "ratio",
  better: "higher",
  group: "ratio",
  formula: "mean(r − rf) / std(r − rf, ddof 1) × √periods per year, rf per period",
  reference: "Sharpe (1994), Journal of Portfolio Management 21(1)",
  undefinedWhen: "fewer than two periods, or returns that don't vary",
  compute: ({ returns, periodsPerYear, riskFree }) => sharpeRatio(returns, { periodsPerYear, riskFree }),
};
