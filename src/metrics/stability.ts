import { linearRegression } from "../math/linear-regression.ts";
import { log1p } from "../math/log1p.ts";
import { presentValues } from "../math/present-values.ts";
import type { Metric } from "./metric.ts";

/**
 * How straight the growth is: R² of the line through the cumulative log returns over the period's number, 0 to 1. A
 * steady loss is as stable as a steady gain. NaN entries are left out. NaN with fewer than two returns, when cumulative
 * log returns don't vary, and after a total loss.
 *
 * Follows empyrical's `stability_of_timeseries`.
 *
 * @param returns simple returns per period, fractions
 */
export function stability(returns: Float64Array): number {
  const logs = presentValues(returns).map(log1p);
  for (let i = 1; i < logs.length; i++) logs[i]! += logs[i - 1]!;
  return linearRegression(
    logs.map((_, i) => i),
    logs,
  ).rSquared;
}

export const stabilityMetric: Metric = {
  id: "stability",
  label: "Stability of growth (R²)",
  unit: "fraction",
  better: "higher",
  group: "return",
  formula: "R² of Σ log(1 + r) on the period's number",
  reference: "empyrical 0.5, stability_of_timeseries",
  undefinedWhen: "fewer than two periods, equity that never moves, or a total loss",
  compute: ({ returns }) => stability(returns),
};
