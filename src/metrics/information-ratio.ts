import { presentPairs } from "../math/present-values.ts";
import { againstBenchmark } from "./against-benchmark.ts";
import type { Annualisation } from "./annualisation.ts";
import { excessReturns } from "./excess-returns.ts";
import type { Metric } from "./metric.ts";
import { sharpeRatio } from "./sharpe-ratio.ts";

/**
 * Annualised information ratio: `mean(r − b) / std(r − b, ddof 1) × √periodsPerYear`, arithmetic mean. No unit. Rows in
 * which either is NaN are left out; NaN with fewer than two rows and when the difference doesn't vary.
 *
 * Goodwin (1998), "The Information Ratio", Financial Analysts Journal 54(4). With `periodsPerYear` 1 it is empyrical's
 * `excess_sharpe`; Bacon divides the difference of geometric annual returns by the tracking error instead.
 *
 * @param returns simple returns per period, fractions
 * @param benchmark the benchmark's returns over the same periods
 * @throws {BacksightError} BACKSIGHT_LENGTH when the columns differ in length
 */
export function informationRatio(
  returns: Float64Array,
  benchmark: Float64Array,
  { periodsPerYear }: Annualisation,
): number {
  return sharpeRatio(excessReturns(...presentPairs(returns, benchmark)), { periodsPerYear });
}

export const informationRatioMetric: Metric = {
  id: "informationRatio",
  label: "Information ratio",
  unit: "ratio",
  better: "higher",
  group: "benchmark",
  formula: "mean(r − b) / std(r − b, ddof 1) × √periods per year",
  reference: "Goodwin (1998), Financial Analysts Journal 54(4); empyrical 0.5, excess_sharpe",
  undefinedWhen: "no benchmark, fewer than two periods, or a constant distance from the benchmark",
  compute: (input) => againstBenchmark(input, (r, b) => informationRatio(r, b, input)),
};
