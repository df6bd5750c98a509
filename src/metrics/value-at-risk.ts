import { presentValues } from "../math/present-values.ts";
import { quantile } from "../math/quantile.ts";
import type { Metric } from "./metric.ts";

/**
 * Historical value at risk: the `cutoff` quantile of the returns (linear between order statistics), a fraction *with
 * its sign*: a loss is negative. NaN entries are left out; NaN without any.
 *
 * Follows empyrical's `value_at_risk`; many texts state it as a positive loss.
 *
 * @param returns simple returns per period, fractions
 * @param cutoff share of periods that are worse, 0 to 1
 * @throws {BacksightError} BACKSIGHT_ARGUMENT
 */
export function valueAtRisk(returns: Float64Array, cutoff = 0.05): number {
  return quantile(presentValues(returns), cutoff);
}

export const valueAtRiskMetric: Metric = {
  id: "valueAtRisk",
  label: "Value at risk (95 %)",
  unit: "fraction",
  better: "higher",
  group: "risk",
  formula: "5 % quantile of r (type 7), a loss being negative",
  reference: "Jorion (2007), Value at Risk, historical simulation; empyrical 0.5, value_at_risk",
  undefinedWhen: "no periods",
  compute: ({ returns }) => valueAtRisk(returns),
};
