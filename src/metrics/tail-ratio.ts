import { presentValues } from "../math/present-values.ts";
import { quantileOfSorted } from "../math/quantile.ts";
import type { Metric } from "./metric.ts";

/**
 * Size of the good tail against the bad one: `|95 % quantile| / |5 % quantile|` of the returns. Above 1 the large gains
 * are larger than the large losses. NaN entries are left out; NaN without any and when both are 0; ∞ when only the
 * lower one is 0.
 *
 * Follows empyrical's `tail_ratio`.
 */
export function tailRatio(returns: Float64Array): number {
  const sorted = Float64Array.from(presentValues(returns)).sort();
  return Math.abs(quantileOfSorted(sorted, 0.95)) / Math.abs(quantileOfSorted(sorted, 0.05));
}

export const tailRatioMetric: Metric = {
  id: "tailRatio",
  label: "Tail ratio",
  unit: "ratio",
  better: "higher",
  group: "risk",
  formula: "|95 % quantile of r| / |5 % quantile of r|",
  reference: "empyrical 0.5, tail_ratio",
  undefinedWhen: "no periods, or both quantiles are 0",
  infiniteWhen: "the 5 % quantile is 0",
  compute: ({ returns }) => tailRatio(returns),
};
