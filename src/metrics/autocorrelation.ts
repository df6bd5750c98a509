import { mean, variance } from "../math/moments.ts";
import { presentValues } from "../math/present-values.ts";
import { sum } from "../math/sum.ts";
import type { Metric } from "./metric.ts";

/**
 * How much a return repeats the one `lag` periods before: `Σ (r_t − m)(r_{t−lag} − m) / Σ (r_t − m)²`, −1 to 1. Well
 * above 0 the volatility and the Sharpe ratio, annualised by √time, flatter the strategy. NaN entries are left out;
 * NaN with fewer than `lag + 2` returns and when they don't vary.
 *
 * Box & Jenkins (1976), Time Series Analysis, ch. 2.
 *
 * @param lag periods, an integer from 1
 */
export function autocorrelation(returns: Float64Array, lag = 1): number {
  const r = presentValues(returns);
  const n = r.length;
  const spread = variance(r, 0) * n;
  if (n < lag + 2 || !(spread > 0)) return NaN;
  const center = mean(r);
  return sum(r.subarray(lag).map((value, i) => (value - center) * (r[i]! - center))) / spread;
}

export const autocorrelationMetric: Metric = {
  id: "autocorrelation",
  label: "Autocorrelation of returns (lag 1)",
  unit: "ratio",
  better: "neither",
  group: "risk",
  formula: "Σ (r_t − m)(r_{t−1} − m) / Σ (r_t − m)²",
  reference: "Box & Jenkins (1976), Time Series Analysis, ch. 2; Lo (2002) on what it does to Sharpe ratios",
  undefinedWhen: "fewer than three periods, or returns that don't vary",
  compute: ({ returns }) => autocorrelation(returns),
};
