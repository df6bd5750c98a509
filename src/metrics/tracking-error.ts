import { presentPairs } from "../math/present-values.ts";
import { againstBenchmark } from "./against-benchmark.ts";
import type { Annualisation } from "./annualisation.ts";
import { excessReturns } from "./excess-returns.ts";
import type { Metric } from "./metric.ts";
import { volatility } from "./volatility.ts";

/**
 * Annualised tracking error: `std(r − b, ddof 1) × √periodsPerYear`, a fraction a year. Rows in which either is NaN are
 * left out; NaN with fewer than two rows.
 *
 * @param returns simple returns per period, fractions
 * @param benchmark the benchmark's returns over the same periods
 * @throws {BacksightError} BACKSIGHT_LENGTH when the columns differ in length
 */
export function trackingError(returns: Float64Array, benchmark: Float64Array, options: Annualisation): number {
  return volatility(excessReturns(...presentPairs(returns, benchmark)), options);
}

export const trackingErrorMetric: Metric = {
  id: "trackingError",
  label: "Tracking error",
  unit: "fraction",
  better: "lower",
  group: "benchmark",
  formula: "std(r − b, ddof 1) × √periods per year",
  reference: "Bacon (2008), ch. 4; Goodwin (1998), Financial Analysts Journal 54(4)",
  undefinedWhen: "no benchmark, or fewer than two periods",
  compute: (input) => againstBenchmark(input, (r, b) => trackingError(r, b, input)),
};
