import { drawdownMoment } from "./drawdown-series.ts";
import type { Metric } from "./metric.ts";

/**
 * Mean depth of the drawdown at every bar: `Σ |(equity − peak) / peak| / n`, a fraction at or above 0. NaN without
 * equity, or with a NaN in it.
 *
 * @param equity money at each close
 * @param startingCapital money before the first bar, above 0: the first peak
 */
export function painIndex(equity: Float64Array, startingCapital = equity[0] ?? NaN): number {
  return drawdownMoment(equity, startingCapital, 1);
}

export const painIndexMetric: Metric = {
  id: "painIndex",
  label: "Pain index",
  unit: "fraction",
  better: "lower",
  group: "risk",
  formula: "mean over bars of |drawdown|",
  reference: "Bacon (2008), ch. 4: pain index (Zephyr Associates)",
  undefinedWhen: "no bars",
  compute: ({ equity, startingCash }) => painIndex(equity, startingCash),
};
