import { checkLength } from "../core/checks.ts";
import { select } from "../math/select.ts";
import { againstBenchmark } from "./against-benchmark.ts";
import { annualReturn } from "./annual-return.ts";
import type { Annualisation } from "./annualisation.ts";
import type { Metric } from "./metric.ts";

/**
 * Capture ratio: geometric annual return over the benchmark's, in the periods in which the benchmark rose ("up",
 * b > 0) or fell ("down", b < 0). No unit: 1 is the benchmark's own. A NaN return counts as 0; periods whose benchmark
 * return is NaN are left out. NaN without such a period.
 *
 * Follows empyrical's `up_capture` and `down_capture` (Morningstar's definition).
 *
 * @param returns simple returns per period, fractions
 * @param benchmark the benchmark's returns over the same periods
 * @throws {BacksightError} BACKSIGHT_LENGTH when the columns differ in length
 */
export function capture(
  returns: Float64Array,
  benchmark: Float64Array,
  side: "up" | "down",
  options: Annualisation,
): number {
  checkLength("benchmark", benchmark, returns.length);
  const isIn = (row: number) => (side === "up" ? benchmark[row]! > 0 : benchmark[row]! < 0);
  return annualReturn(select(returns, isIn), options) / annualReturn(select(benchmark, isIn), options);
}

/** Up capture over down capture: above 1 the strategy takes more of the rises than of the falls. NaN where one is. */
export function captureRatio(returns: Float64Array, benchmark: Float64Array, options: Annualisation): number {
  return capture(returns, benchmark, "up", options) / capture(returns, benchmark, "down", options);
}

export const upCaptureMetric: Metric = {
  id: "upCapture",
  label: "Up capture",
  unit: "ratio",
  better: "higher",
  group: "benchmark",
  formula: "annual return / benchmark's annual return, over periods with b > 0",
  reference: "Morningstar, upside capture ratio; empyrical 0.5, up_capture",
  undefinedWhen: "no benchmark, or it never rose",
  compute: (input) => againstBenchmark(input, (r, b) => capture(r, b, "up", input)),
};

export const downCaptureMetric: Metric = {
  id: "downCapture",
  label: "Down capture",
  unit: "ratio",
  better: "lower",
  group: "benchmark",
  formula: "annual return / benchmark's annual return, over periods with b < 0",
  reference: "Morningstar, downside capture ratio; empyrical 0.5, down_capture",
  undefinedWhen: "no benchmark, or it never fell",
  compute: (input) => againstBenchmark(input, (r, b) => capture(r, b, "down", input)),
};

export const captureRatioMetric: Metric = {
  id: "captureRatio",
  label: "Up over down capture",
  unit: "ratio",
  better: "higher",
  group: "benchmark",
  formula: "upCapture / downCapture",
  reference: "empyrical 0.5, up_down_capture",
  undefinedWhen: "no benchmark, it never rose or never fell, or both captures are 0",
  infiniteWhen: "down capture is 0: nothing was lost in falling markets",
  compute: (input) => againstBenchmark(input, (r, b) => captureRatio(r, b, input)),
};
