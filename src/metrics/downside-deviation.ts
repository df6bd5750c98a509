import { checkPositive } from "../core/checks.ts";
import { lowerPartialMoment } from "../math/partial-moments.ts";
import { presentValues } from "../math/present-values.ts";
import { type Annualisation, periodRate } from "./annualisation.ts";
import type { Metric } from "./metric.ts";

/**
 * Annualised downside deviation: `√(Σ min(r − target, 0)² / n) × √periodsPerYear`, a fraction a year, where `n` counts
 * *all* periods (ddof 0), not only the losing ones. NaN entries are left out; NaN without any return.
 *
 * Sortino & Price (1994); follows empyrical's `downside_risk`.
 *
 * @param returns simple returns per period, fractions
 * @param target return per *period* below which a period counts (see `periodRate`); the riskFree option isn't read
 */
export function downsideDeviation(returns: Float64Array, { periodsPerYear }: Annualisation, target = 0): number {
  checkPositive("periodsPerYear", periodsPerYear);
  return Math.sqrt(lowerPartialMoment(presentValues(returns), target, 2)) * Math.sqrt(periodsPerYear);
}

export const downsideDeviationMetric: Metric = {
  id: "downsideDeviation",
  label: "Downside deviation",
  unit: "fraction",
  better: "lower",
  group: "risk",
  formula: "√(Σ min(r − rf, 0)² / all periods) × √periods per year, rf per period",
  reference: "Sortino & Price (1994), Journal of Investing 3(3); empyrical 0.5, downside_risk",
  undefinedWhen: "no periods",
  compute: ({ returns, periodsPerYear, riskFree }) =>
    downsideDeviation(returns, { periodsPerYear }, periodRate(riskFree, periodsPerYear)),
};
