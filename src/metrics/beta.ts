import { linearRegression } from "../math/linear-regression.ts";
import { variance } from "../math/moments.ts";
import { presentPairs } from "../math/present-values.ts";
import { againstBenchmark } from "./against-benchmark.ts";
import type { Metric } from "./metric.ts";

/** A benchmark whose variance is below this doesn't vary: what is left is rounding. As in empyrical. */
const NO_VARIANCE = 1e-30;

/**
 * Beta: `cov(r, b) / var(b)`, the slope of returns on the benchmark's returns. No unit. Rows in which either is NaN are
 * left out; NaN with fewer than two rows and when the benchmark doesn't vary.
 *
 * Follows empyrical's `beta`. A constant risk-free rate changes nothing; subtract one that varies from both.
 *
 * @param returns simple returns per period, fractions
 * @param benchmark the benchmark's returns over the same periods
 * @throws {BacksightError} BACKSIGHT_LENGTH when the columns differ in length
 */
export function beta(returns: Float64Array, benchmark: Float64Array): number {
  const [r, b] = presentPairs(returns, benchmark);
  return variance(b, 0) < NO_VARIANCE ? NaN : linearRegression(b, r).slope;
}

export const betaMetric: Metric = {
  id: "beta",
  label: "Beta",
  unit: "ratio",
  better: "neither",
  group: "benchmark",
  formula: "cov(r, b) / var(b)",
  reference: "Sharpe (1964), Journal of Finance 19(3); empyrical 0.5, beta",
  undefinedWhen: "no benchmark, fewer than two periods, or a benchmark that doesn't vary",
  compute: (input) => againstBenchmark(input, beta),
};
