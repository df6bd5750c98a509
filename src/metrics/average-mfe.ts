import { mean } from "../math/moments.ts";
import { closedTrades } from "./closed-trades.ts";
import type { Metric } from "./metric.ts";

/** Mean of the trades' maximum favourable excursions, a fraction of the entry price, at least 0. NaN without a trade. */
export function averageMfe(mfe: Float64Array): number {
  return mean(mfe);
}

export const averageMfeMetric: Metric = {
  id: "averageMfe",
  label: "Average MFE",
  unit: "fraction",
  better: "higher",
  group: "trades",
  formula: "mean of the best side × (price − average entry) / average entry while held, closed trades, at least 0",
  reference: "Sweeney (1996), Maximum Adverse Excursion",
  undefinedWhen: "no closed trade",
  compute: ({ trades }) => averageMfe(closedTrades(trades, trades.mfe)),
};
