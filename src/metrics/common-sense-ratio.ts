import { lowerPartialMoment, upperPartialMoment } from "../math/partial-moments.ts";
import { presentValues } from "../math/present-values.ts";
import type { Metric } from "./metric.ts";
import { tailRatio } from "./tail-ratio.ts";

/**
 * Common sense ratio: the tail ratio times the profit factor of periods, `tailRatio × Σ r above 0 / |Σ r below 0|`. Below
 * 1 the strategy loses more than it gains, in the middle or in the tails. NaN entries are left out; NaN or ∞ where a
 * factor is.
 *
 * Follows quantstats' `common_sense_ratio`.
 *
 * @param returns simple returns per period, fractions
 */
export function commonSenseRatio(returns: Float64Array): number {
  const r = presentValues(returns);
  return tailRatio(r) * (upperPartialMoment(r, 0, 1) / lowerPartialMoment(r, 0, 1));
}

export const commonSenseRatioMetric: Metric = {
  id: "commonSenseRatio",
  label: "Common sense ratio",
  unit: "ratio",
  better: "higher",
  group: "ratio",
  formula: "tailRatio × Σ r above 0 / |Σ r below 0|",
  reference: "quantstats 0.0.62, common_sense_ratio",
  undefinedWhen: "no period moved, or both tails are 0",
  infiniteWhen: "no period lost, or the 5 % quantile is 0",
  compute: ({ returns }) => commonSenseRatio(returns),
};
