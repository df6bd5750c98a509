import { select } from "../math/select.ts";
import { againstBenchmark } from "./against-benchmark.ts";
import { alpha } from "./alpha.ts";
import type { Annualisation } from "./annualisation.ts";
import { beta } from "./beta.ts";
import type { Metric } from "./metric.ts";

/**
 * The rows in which the benchmark is above 0 ("up") or at or below it ("down"): what `alpha`, `beta` and other
 * statistics are taken over for their conditional forms. A row whose benchmark return is NaN is in neither.
 */
export function marketRows(
  returns: Float64Array,
  benchmark: Float64Array,
  side: "up" | "down",
): readonly [Float64Array, Float64Array] {
  const isIn = (row: number) => (side === "up" ? benchmark[row]! > 0 : benchmark[row]! <= 0);
  return [select(returns, isIn), select(benchmark, isIn)];
}

/** Beta over the periods in which the benchmark rose, or didn't. NaN as `beta`. */
export function conditionalBeta(returns: Float64Array, benchmark: Float64Array, side: "up" | "down"): number {
  return beta(...marketRows(returns, benchmark, side));
}

/** Annualised alpha over the periods in which the benchmark rose, or didn't. NaN as `alpha`. */
export function conditionalAlpha(
  returns: Float64Array,
  benchmark: Float64Array,
  side: "up" | "down",
  options: Annualisation,
): number {
  return alpha(...marketRows(returns, benchmark, side), options);
}

export const upBetaMetric: Metric = {
  id: "upBeta",
  label: "Beta in rising markets",
  unit: "ratio",
  better: "higher",
  group: "benchmark",
  formula: "cov(r, b) / var(b) over periods with b > 0",
  reference: "Ang, Chen & Xing (2006), Review of Financial Studies 19(4); empyrical 0.5, up_alpha_beta",
  undefinedWhen: "no benchmark, or fewer than two different rises of it",
  compute: (input) => againstBenchmark(input, (r, b) => conditionalBeta(r, b, "up")),
};

export const downBetaMetric: Metric = {
  id: "downBeta",
  label: "Beta in falling markets",
  unit: "ratio",
  better: "lower",
  group: "benchmark",
  formula: "cov(r, b) / var(b) over periods with b <= 0",
  reference: "Ang, Chen & Xing (2006), Review of Financial Studies 19(4); empyrical 0.5, down_alpha_beta",
  undefinedWhen: "no benchmark, or fewer than two different falls of it",
  compute: (input) => againstBenchmark(input, (r, b) => conditionalBeta(r, b, "down")),
};
