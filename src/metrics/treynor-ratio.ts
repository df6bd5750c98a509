import { presentPairs } from "../math/present-values.ts";
import { againstBenchmark } from "./against-benchmark.ts";
import { annualReturn } from "./annual-return.ts";
import type { Annualisation } from "./annualisation.ts";
import { beta } from "./beta.ts";
import type { Metric } from "./metric.ts";

/**
 * Treynor ratio: geometric annual return above rf for each unit of beta, `(R − rf) / β`, a fraction a year. Rows in
 * which either is NaN are left out; NaN where beta is, and when it is 0.
 *
 * Treynor (1965), "How to Rate Management of Investment Funds", Harvard Business Review 43(1).
 *
 * @param returns simple returns per period, fractions
 * @param benchmark the benchmark's returns over the same periods
 * @throws {BacksightError} BACKSIGHT_LENGTH when the columns differ in length
 */
export function treynorRatio(
  returns: Float64Array,
  benchmark: Float64Array,
  { periodsPerYear, riskFree = 0 }: Annualisation,
): number {
  const [r, b] = presentPairs(returns, benchmark);
  const slope = beta(r, b);
  return slope === 0 ? NaN : (annualReturn(r, { periodsPerYear }) - riskFree) / slope;
}

export const treynorRatioMetric: Metric = {
  id: "treynorRatio",
  label: "Treynor ratio",
  unit: "ratio",
  better: "higher",
  group: "benchmark",
  formula: "(R − rf) / beta, R the geometric annual return",
  reference: "Treynor (1965), Harvard Business Review 43(1)",
  undefinedWhen: "no benchmark, fewer than two periods, a benchmark that doesn't vary, or a beta of 0",
  compute: (input) => againstBenchmark(input, (r, b) => treynorRatio(r, b, input)),
};
