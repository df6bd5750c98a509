import { drawdownMoment } from "./drawdown-series.ts";
import type { Metric } from "./metric.ts";

/**
 * Root mean square of the drawdown at every bar: `√(Σ ((equity − peak) / peak)² / n)`, a fraction. Deep and long falls
 * weigh most. 0 when equity never falls. NaN without equity, or with a NaN in it.
 *
 * Martin & McCann (1989), who write it in percent.
 *
 * @param equity money at each close
 * @param startingCapital money before the first bar, above 0: the first peak
 */
export function ulcerIndex(equity: Float64Array, startingCapital = equity[0] ?? NaN): number {
  return Math.sqrt(drawdownMoment(equity, startingCapital, 2));
}

export const ulcerIndexMetric: Metric = {
  id: "ulcerIndex",
  label: "Ulcer index",
  unit: "fraction",
  better: "lower",
  group: "risk",
  formula: "√(mean over bars of drawdown²)",
  reference: "Martin & McCann (1989), The Investor's Guide to Fidelity Funds",
  undefinedWhen: "no bars",
  compute: ({ equity, startingCash }) => ulcerIndex(equity, startingCash),
};
