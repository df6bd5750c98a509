import { checkPositive } from "../core/checks.ts";
import { mean } from "../math/moments.ts";
import { pow } from "../math/pow.ts";
import { presentPairs } from "../math/present-values.ts";
import { againstBenchmark } from "./against-benchmark.ts";
import { type Annualisation, periodRate } from "./annualisation.ts";
import { beta } from "./beta.ts";
import { excessReturns } from "./excess-returns.ts";
import type { Metric } from "./metric.ts";

/**
 * Annualised alpha: `(1 + mean((r − rf) − β (b − rf)))^periodsPerYear − 1`, a fraction a year: *compounded*, not
 * multiplied. Rows in which either is NaN are left out; NaN where beta is, and when the mean is at or below −1.
 *
 * Follows empyrical's `alpha`. See `jensenAlpha` for the one from annual returns.
 *
 * @param returns simple returns per period, fractions
 * @param benchmark the benchmark's returns over the same periods
 * @throws {BacksightError} BACKSIGHT_LENGTH, BACKSIGHT_ARGUMENT
 */
export function alpha(
  returns: Float64Array,
  benchmark: Float64Array,
  { periodsPerYear, riskFree = 0 }: Annualisation,
): number {
  checkPositive("periodsPerYear", periodsPerYear);
  const [r, b] = presentPairs(returns, benchmark);
  const rate = periodRate(riskFree, periodsPerYear);
  const slope = beta(r, b);
  const market = excessReturns(b, rate);
  const growth = 1 + mean(excessReturns(r, rate).map((value, i) => value - slope * market[i]!));
  return growth > 0 ? pow(growth, periodsPerYear) - 1 : NaN;
}

export const alphaMetric: Metric = {
  id: "alpha",
  label: "Alpha",
  unit: "fraction",
  better: "higher",
  group: "benchmark",
  formula: "(1 + mean((r − rf) − beta × (b − rf)))^periods per year − 1, rf per period",
  reference: "Jensen (1968), Journal of Finance 23(2); empyrical 0.5, alpha",
  undefinedWhen: "no benchmark, fewer than two periods, or a benchmark that doesn't vary",
  compute: (input) => againstBenchmark(input, (r, b) => alpha(r, b, input)),
};
