import type { Metric } from "./metric.ts";

/** Share of bars with a position at their close, long or short, a fraction. NaN without bars. */
export function exposure(quantity: Float64Array): number {
  return quantity.reduce((count, q) => count + (q === 0 ? 0 : 1), 0) / quantity.length;
}

export const exposureMetric: Metric = {
  id: "exposure",
  label: "Exposure",
  unit: "fraction",
  better: "neither",
  group: "trades",
  formula: "bars with a position at their close / all bars",
  reference: "backtesting.py 0.6, Exposure Time",
  undefinedWhen: "no bars",
  compute: ({ quantity }) => exposure(quantity),
};
