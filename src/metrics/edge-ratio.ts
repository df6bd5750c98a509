import { averageMae } from "./average-mae.ts";
import { averageMfe } from "./average-mfe.ts";
import { closedTrades } from "./closed-trades.ts";
import type { Metric } from "./metric.ts";

/**
 * Average maximum favourable over average maximum adverse excursion: above 1, prices went further for the trades than
 * against them. ∞ when none was ever against its entry; NaN without a trade, or when none ever moved.
 */
export function edgeRatio(mae: Float64Array, mfe: Float64Array): number {
  return averageMfe(mfe) / Math.abs(averageMae(mae));
}

export const edgeRatioMetric: Metric = {
  id: "edgeRatio",
  label: "Edge ratio",
  unit: "ratio",
  better: "higher",
  group: "trades",
  formula: "averageMfe / |averageMae|",
  reference: "Faith (2007), Way of the Turtle, E-ratio (there in units of ATR, over a fixed number of bars)",
  undefinedWhen: "no closed trade, or none that moved from its entry",
  infiniteWhen: "no closed trade ever stood below its entry",
  compute: ({ trades }) => edgeRatio(closedTrades(trades, trades.mae), closedTrades(trades, trades.mfe)),
};
