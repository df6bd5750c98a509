import type { MetricInput } from "./metric.ts";

/** `statistic` of a run's returns and its benchmark's; NaN for a run without one. */
export function againstBenchmark(
  { returns, benchmarkReturns }: MetricInput,
  statistic: (returns: Float64Array, benchmark: Float64Array) => number,
): number {
  return benchmarkReturns === undefined ? NaN : statistic(returns, benchmarkReturns);
}
