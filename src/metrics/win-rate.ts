import { upperPartialMoment } from "../math/partial-moments.ts";
import { closedTrades } from "./closed-trades.ts";
import type { Metric } from "./metric.ts";

/** Share of trades with a pnl above 0, a fraction; a trade that ends at exactly 0 is no win. NaN without a trade. */
export function winRate(pnl: Float64Array): number {
  return upperPartialMoment(pnl, 0, 0);
}

export const winRateMetric: Metric = {
  id: "winRate",
  label: "Win rate",
  unit: "fraction",
  better: "higher",
  group: "trades",
  formula: "closed trades with pnl > 0 / closed trades",
  reference: "Pardo (2008), The Evaluation and Optimization of Trading Strategies, ch. 12",
  undefinedWhen: "no closed trade",
  compute: ({ trades }) => winRate(closedTrades(trades, trades.pnl)),
};
