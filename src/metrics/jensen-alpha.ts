import { presentPairs } from "../math/present-values.ts";
import { againstBenchmark } from "./against-benchmark.ts";
import { annualReturn } from "./annual-return.ts";
import type { Annualisation } from "./annualisation.ts";
import { beta } from "./beta.ts";
import type { Metric } from "./metric.ts";

/**
 * Jensen's alpha from geometric annual returns: `R − rf − β (B − rf)`, a fraction a year. Rows in which either is NaN
 * are left out; NaN where beta is.
 *
 * Bacon (2008), ch. 4; follows PerformanceAnalytics' `CAPM.jensenAlpha`.
 *
 * @param returns simple returns per period, fractions
 * @param benchmark the benchmark's returns over the same periods
 * @throws {BacksightError} BACKSIGHT_LENGTH when the columns differ in length
 */
export function jensenAlpha(
  returns: Float64Array,
  benchmark: Float64Array,
  { periodsPerYear, riskFree = 0 }: Annualisation,
): number {
  const [r, b] = presentPairs(returns, benchmark);
  const market = annualReturn(b, { periodsPerYear }) - riskFree;
  return annualReturn(r, { periodsPerYear }) - riskFree - beta(r, b) * market;
}

export const jensenAlphaMetric: Metric = {
  id: "jensenAlpha",
  label: "Jensen's alpha",
  unit: "fraction",
  better: "higher",
  group: "benchmark",
  formula: "R − rf − beta × (B − rf), R and B geometric annual returns",
  reference: "Jensen (1968), Journal of Finance 23(2); Bacon (2008), ch. 4",
  undefinedWhen: "no benchmark, fewer than two periods, or a benchmark that doesn't vary",
  compute: (input) => againstBenchmark(input, (r, b) => jensenAlpha(r, b, input)),
};
