import { BacksightError } from "../core/errors.ts";
import { mean } from "../math/moments.ts";
import { presentValues } from "../math/present-values.ts";
import type { Metric } from "./metric.ts";

/**
 * Historical conditional value at risk (expected shortfall): the mean of the lowest `⌊(n − 1) × cutoff⌋ + 1` returns,
 * a fraction with its sign: a loss is negative. These are the returns at or below `valueAtRisk`. NaN entries are left
 * out; NaN without any.
 *
 * Rockafellar & Uryasev (2000); follows empyrical's `conditional_value_at_risk`.
 *
 * @param returns simple returns per period, fractions
 * @param cutoff share of periods, 0 to 1
 * @throws {BacksightError} BACKSIGHT_ARGUMENT
 */
export function conditionalValueAtRisk(returns: Float64Array, cutoff = 0.05): number {
  if (!(cutoff >= 0 && cutoff <= 1)) {
    throw new BacksightError("BACKSIGHT_ARGUMENT", { name: "cutoff", rule: "from 0 to 1", value: cutoff });
  }
  const sorted = Float64Array.from(presentValues(returns)).sort();
  return mean(sorted.subarray(0, Math.floor((sorted.length - 1) * cutoff) + 1));
}

export const conditionalValueAtRiskMetric: Metric = {
  id: "conditionalValueAtRisk",
  label: "Expected shortfall (95 %)",
  unit: "fraction",
  better: "higher",
  group: "risk",
  formula: "mean of the lowest ⌊(n − 1) × 5 %⌋ + 1 returns, a loss being negative",
  reference: "Rockafellar & Uryasev (2000), Journal of Risk 2(3); empyrical 0.5, conditional_value_at_risk",
  undefinedWhen: "no periods",
  compute: ({ returns }) => conditionalValueAtRisk(returns),
};
