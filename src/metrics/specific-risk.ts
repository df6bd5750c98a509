import { checkPositive } from "../core/checks.ts";
import { standardDeviation } from "../math/moments.ts";
import { presentPairs } from "../math/present-values.ts";
import { againstBenchmark } from "./against-benchmark.ts";
import type { Annualisation } from "./annualisation.ts";
import { beta } from "./beta.ts";
import type { Metric } from "./metric.ts";

/**
 * Risk that the benchmark doesn't explain: `std(r − β b, ddof 0) × √periodsPerYear`, a fraction a year. Rows in which
 * either is NaN are left out; NaN where beta is.
 *
 * Bacon (2008), ch. 4; follows PerformanceAnalytics' `SpecificRisk` (the population's deviation).
 *
 * @param returns simple returns per period, fractions
 * @param benchmark the benchmark's returns over the same periods
 * @throws {BacksightError} BACKSIGHT_LENGTH, BACKSIGHT_ARGUMENT
 */
export function specificRisk(
  returns: Float64Array,
  benchmark: Float64Array,
  { periodsPerYear }: Annualisation,
): number {
  checkPositive("periodsPerYear", periodsPerYear);
  const [r, b] = presentPairs(returns, benchmark);
  const slope = beta(r, b);
  const residual = r.map((value, i) => value - slope * b[i]!);
  return standardDeviation(residual, 0) * Math.sqrt(periodsPerYear);
}

export const specificRiskMetric: Metric = {
  id: "specificRisk",
  label: "Specific risk",
  unit: "fraction",
  better: "lower",
  group: "benchmark",
  formula: "std(r − beta × b, ddof 0) × √periods per year",
  reference: "Bacon (2008), ch. 4; PerformanceAnalytics, SpecificRisk",
  undefinedWhen: "no benchmark, fewer than two periods, or a benchmark that doesn't vary",
  compute: (input) => againstBenchmark(input, (r, b) => specificRisk(r, b, input)),
};
