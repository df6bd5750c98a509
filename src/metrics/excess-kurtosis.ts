import { kurtosis } from "../math/moments.ts";
import { presentValues } from "../math/present-values.ts";
import type { Metric } from "./metric.ts";

/**
 * Kurtosis above a normal distribution's: `m₄ / m₂² − 3`, moments about the mean over n. 0 for a normal, above 0 for
 * fat tails. NaN entries are left out; NaN without any and when the returns don't vary.
 */
export function excessKurtosis(returns: Float64Array): number {
  return kurtosis(presentValues(returns)) - 3;
}

export const excessKurtosisMetric: Metric = {
  id: "excessKurtosis",
  label: "Excess kurtosis of returns",
  unit: "ratio",
  better: "lower",
  group: "risk",
  formula: "m₄ / m₂² − 3, moments about the mean over n; 0 for a normal distribution",
  reference: "Joanes & Gill (1998), The Statistician 47(1): g₂",
  undefinedWhen: "no periods, or returns that don't vary",
  compute: ({ returns }) => excessKurtosis(returns),
};
