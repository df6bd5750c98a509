import { drawdownMoment } from "./drawdown-series.ts";
import type { Metric } from "./metric.ts";

/**
 * Share of bars at which equity stood below an earlier peak, a fraction. The starting capital is the first peak. NaN
 * without equity, or with a NaN in it.
 */
export function timeUnderWater(equity: Float64Array, startingCapital = equity[0] ?? NaN): number {
  return drawdownMoment(equity, startingCapital, 0);
}

export const timeUnderWaterMetric: Metric = {
  id: "timeUnderWater",
  label: "Time under water",
  unit: "fraction",
  better: "lower",
  group: "risk",
  formula: "bars with equity below an earlier peak / all bars",
  reference: "pyfolio 0.9, plot_drawdown_underwater, counted",
  undefinedWhen: "no bars",
  compute: ({ equity, startingCash }) => timeUnderWater(equity, startingCash),
};
