import { mean } from "../math/moments.ts";
import { lowerPartialMoment } from "../math/partial-moments.ts";
import { presentValues } from "../math/present-values.ts";
import type { Metric } from "./metric.ts";

/**
 * Gain-to-pain ratio: `Σ r / |Σ r below 0|`. No unit. NaN entries are left out; NaN without any and when all are 0; ∞
 * when none is below 0.
 *
 * Schwager (2012), Hedge Fund Market Wizards, appendix A, there from monthly returns.
 *
 * @param returns simple returns per period, fractions
 */
export function gainToPain(returns: Float64Array): number {
  const r = presentValues(returns);
  return mean(r) / lowerPartialMoment(r, 0, 1);
}

export const gainToPainMetric: Metric = {
  id: "gainToPain",
  label: "Gain to pain",
  unit: "ratio",
  better: "higher",
  group: "ratio",
  formula: "Σ r / |Σ r below 0|",
  reference: "Schwager (2012), Hedge Fund Market Wizards, appendix A",
  undefinedWhen: "no period moved",
  infiniteWhen: "no period lost",
  compute: ({ returns }) => gainToPain(returns),
};
