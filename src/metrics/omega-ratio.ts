import { lowerPartialMoment, upperPartialMoment } from "../math/partial-moments.ts";
import { presentValues } from "../math/present-values.ts";
import { periodRate } from "./annualisation.ts";
import type { Metric } from "./metric.ts";

/**
 * Omega ratio: gains above a threshold over shortfalls below it, `Σ max(r − threshold, 0) / Σ max(threshold − r, 0)`.
 * No unit; at a threshold of 0 it is the Bernardo–Ledoit ratio. NaN entries are left out; NaN with fewer than two
 * returns and (as in empyrical's `omega_ratio`) when no return is below the threshold.
 *
 * Keating & Shadwick (2002), "A Universal Performance Measure", Journal of Performance Measurement 6(3).
 *
 * @param returns simple returns per period, fractions
 * @param threshold return per *period* (see `periodRate`)
 */
export function omegaRatio(returns: Float64Array, threshold = 0): number {
  const r = presentValues(returns);
  const shortfall = lowerPartialMoment(r, threshold, 1);
  return r.length >= 2 && shortfall > 0 ? upperPartialMoment(r, threshold, 1) / shortfall : NaN;
}

export const omegaRatioMetric: Metric = {
  id: "omegaRatio",
  label: "Omega ratio",
  unit: "ratio",
  better: "higher",
  group: "ratio",
  formula: "Σ max(r − rf, 0) / Σ max(rf − r, 0), rf per period",
  reference: "Keating & Shadwick (2002), Journal of Performance Measurement 6(3); empyrical 0.5, omega_ratio",
  undefinedWhen: "fewer than two periods, or none below the risk-free rate",
  compute: ({ returns, periodsPerYear, riskFree }) => omegaRatio(returns, periodRate(riskFree, periodsPerYear)),
};
