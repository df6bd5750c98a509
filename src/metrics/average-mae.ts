import { mean } from "../math/moments.ts";
import { closedTrades } from "./closed-trades.ts";
import type { Metric } from "./metric.ts";

/** Mean of the trades' maximum adverse excursions, a fraction of the entry price, at most 0. NaN without a trade. */
export function averageMae(mae: Float64Array): number {
  return mean(mae);
}

export const averageMaeMetric: Metric = {
  id: "averageMae",
  label: "Average MAE",
  unit: "fraction",
  better: "higher",
  group: "trades",
  formula: "mean of the worst side × (price − average entry) / average entry while held, closed trades, at most 0",
  reference: "Sweeney (1996), Maximum Adverse Excursion",
  undefinedWhen: "no closed trade",
  compute: ({ trades }) => averageMae(closedTrades(trades, trades.mae)),
};
