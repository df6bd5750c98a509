import { compoundedReturn } from "./cumulative-returns.ts";
import type { Metric, MetricInput } from "./metric.ts";
import { totalReturn } from "./total-return.ts";

export const benchmarkReturnMetric: Metric = {
  id: "benchmarkReturn",
  label: "Benchmark's total return",
  unit: "fraction",
  better: "neither",
  group: "benchmark",
  formula: "Π (1 + b) − 1",
  reference: "Bacon (2008), ch. 2",
  undefinedWhen: "no benchmark, or no periods",
  compute: benchmarkReturn,
};

export const excessReturnMetric: Metric = {
  id: "excessReturn",
  label: "Return above the benchmark",
  unit: "fraction",
  better: "higher",
  group: "benchmark",
  formula: "totalReturn − benchmarkReturn",
  reference: "Bacon (2008), ch. 3: arithmetic excess return",
  undefinedWhen: "no benchmark, or no periods",
  compute: (input) => totalReturn(input.equity, input.startingCash) - benchmarkReturn(input),
};

function benchmarkReturn({ benchmarkReturns }: MetricInput): number {
  return benchmarkReturns === undefined ? NaN : compoundedReturn(benchmarkReturns);
}
