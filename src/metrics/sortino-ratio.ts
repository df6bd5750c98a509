import { checkPositive } from "../core/checks.ts";
import { mean } from "../math/moments.ts";
import { lowerPartialMoment } from "../math/partial-moments.ts";
import { presentValues } from "../math/present-values.ts";
import { type Annualisation, periodRate } from "./annualisation.ts";
import { excessReturns } from "./excess-returns.ts";
import type { Metric } from "./metric.ts";

/**
 * Annualised Sortino ratio: `mean(r − rf) / √(Σ min(r − rf, 0)² / n) × √periodsPerYear`, where `n` counts *all* periods
 * (ddof 0). No unit. NaN entries are left out; NaN with fewer than two returns and when all equal rf; ∞ when none is
 * below rf.
 *
 * Sortino & Price (1994), "Performance Measurement in a Downside Risk Framework", Journal of Investing 3(3). For a
 * required return that changes, subtract it with `excessReturns` first.
 *
 * @param returns simple returns per period, fractions
 * @throws {BacksightError} BACKSIGHT_ARGUMENT
 */
export function sortinoRatio(returns: Float64Array, { periodsPerYear, riskFree = 0 }: Annualisation): number {
  checkPositive("periodsPerYear", periodsPerYear);
  const excess = excessReturns(presentValues(returns), periodRate(riskFree, periodsPerYear));
  if (excess.length < 2) return NaN;
  return (mean(excess) / Math.sqrt(lowerPartialMoment(excess, 0, 2))) * Math.sqrt(periodsPerYear);
}

export const sortinoRatioMetric: Metric = {
  id: "sortinoRatio",
  label: "Sortino ratio",
  unit: "ratio",
  better: "higher",
  group: "ratio",
  formula: "mean(r − rf) / √(Σ min(r − rf, 0)² / all periods) × √periods per year, rf per period",
  reference: "Sortino & Price (1994), Journal of Investing 3(3)",
  undefinedWhen: "fewer than two periods, or no period differs from the risk-free rate",
  infiniteWhen: "no period is below the risk-free rate",
  compute: ({ returns, periodsPerYear, riskFree }) => sortinoRatio(returns, { periodsPerYear, riskFree }),
};
