import type { IndexedColumn } from "../core/indexed-column.ts";
import type { Metric } from "./metric.ts";

/** Share of bars with a position at their close, long or short, a fraction. NaN without bars. */
export function exposure(quantity: IndexedColumn): number {
  let held = 0;
  for (let i = 0; i < quantity.length; i++) if (quantity.at(i) !== 0) held++;
  return held / quantity.length;
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
