import { presentPairs } from "../math/present-values.ts";
import { againstBenchmark } from "./against-benchmark.ts";
import { annualReturn } from "./annual-return.ts";
import type { Annualisation } from "./annualisation.ts";
import type { Metric } from "./metric.ts";
import { volatility } from "./volatility.ts";

/**
 * M²: the annual return that the strategy would have had at the benchmark's volatility, `(R − rf) / σ × σ_b + rf`, a
 * fraction a year, R geometric. Rows in which either is NaN are left out; NaN with fewer than two rows and when the
 * returns don't vary.
 *
 * Modigliani & Modigliani (1997), "Risk-Adjusted Performance", Journal of Portfolio Management 23(2).
 *
 * @param returns simple returns per period, fractions
 * @param benchmark the benchmark's returns over the same periods
 * @throws {BacksightError} BACKSIGHT_LENGTH when the columns differ in length
 */
export function modiglianiRatio(
  returns: Float64Array,
  benchmark: Float64Array,
  { periodsPerYear, riskFree = 0 }: Annualisation,
): number {
  const [r, b] = presentPairs(returns, benchmark);
  const spread = volatility(r, { periodsPerYear });
  if (!(spread > 0)) return NaN;
  const excess = annualReturn(r, { periodsPerYear }) - riskFree;
  return (excess / spread) * volatility(b, { periodsPerYear }) + riskFree;
}

export const modiglianiRatioMetric: Metric = {
  id: "modiglianiRatio",
  label: "Return at the benchmark's risk (M²)",
  unit: "fraction",
  better: "higher",
  group: "benchmark",
  formula: "(R − rf) / volatility × benchmark's volatility + rf, R the geometric annual return",
  reference: "Modigliani & Modigliani (1997), Journal of Portfolio Management 23(2)",
  undefinedWhen: "no benchmark, fewer than two periods, or returns that don't vary",
  compute: (input) => againstBenchmark(input, (r, b) => modiglianiRatio(r, b, input)),
};
