import { lowerPartialMoment, upperPartialMoment } from "../math/partial-moments.ts";
import { presentValues } from "../math/present-values.ts";
import { periodRate } from "./annualisation.ts";
import type { Metric } from "./metric.ts";

/**
 * Upside potential ratio: mean gain above a threshold over the downside deviation below it,
 * `(Σ max(r − threshold, 0) / n) / √(Σ min(r − threshold, 0)² / n)`. Per period, no unit. NaN entries are left out; NaN
 * without any and when all equal the threshold; ∞ when none is below it.
 *
 * Sortino, van der Meer & Plantinga (1999), "The Dutch Triangle", Journal of Portfolio Management 26(1).
 *
 * @param returns simple returns per period, fractions
 * @param threshold return per *period* (see `periodRate`)
 */
export function upsidePotentialRatio(returns: Float64Array, threshold = 0): number {
  const r = presentValues(returns);
  return upperPartialMoment(r, threshold, 1) / Math.sqrt(lowerPartialMoment(r, threshold, 2));
}

export const upsidePotentialRatioMetric: Metric = {
  id: "upsidePotentialRatio",
  label: "Upside potential ratio",
  unit: "ratio",
  better: "higher",
  group: "ratio",
  formula: "mean of max(r − rf, 0) / √(mean of min(r − rf, 0)²), rf per period",
  reference: "Sortino, van der Meer & Plantinga (1999), Journal of Portfolio Management 26(1)",
  undefinedWhen: "no period differs from the risk-free rate",
  infiniteWhen: "no period is below the risk-free rate",
  compute: ({ returns, periodsPerYear, riskFree }) =>
    upsidePotentialRatio(returns, periodRate(riskFree, periodsPerYear)),
};
