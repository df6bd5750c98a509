import { linearRegression } from "../math/linear-regression.ts";
import { presentPairs } from "../math/present-values.ts";
import { againstBenchmark } from "./against-benchmark.ts";
import type { Metric } from "./metric.ts";

/**
 * Pearson's correlation of returns with the benchmark's, −1 to 1. Rows in which either is NaN are left out; NaN with
 * fewer than two rows and when either doesn't vary.
 *
 * @throws {BacksightError} BACKSIGHT_LENGTH when the columns differ in length
 */
export function correlation(returns: Float64Array, benchmark: Float64Array): number {
  const [r, b] = presentPairs(returns, benchmark);
  return linearRegression(b, r).correlation;
}

export const correlationMetric: Metric = {
  id: "correlation",
  label: "Correlation with the benchmark",
  unit: "ratio",
  better: "neither",
  group: "benchmark",
  formula: "cov(r, b) / (std(r) × std(b))",
  reference: "Pearson; Bacon (2008), ch. 4",
  undefinedWhen: "no benchmark, fewer than two periods, or one of them doesn't vary",
  compute: (input) => againstBenchmark(input, correlation),
};

export const rSquaredMetric: Metric = {
  id: "rSquared",
  label: "Share explained by the benchmark (R²)",
  unit: "fraction",
  better: "neither",
  group: "benchmark",
  formula: "correlation²",
  reference: "Bacon (2008), ch. 4",
  undefinedWhen: "no benchmark, fewer than two periods, or one of them doesn't vary",
  compute(input) {
    const value = againstBenchmark(input, correlation);
    return value * value;
  },
};
