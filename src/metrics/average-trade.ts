import { mean } from "../math/moments.ts";
import { closedTrades } from "./closed-trades.ts";
import type { Metric } from "./metric.ts";

export const averageTradeMetric: Metric = {
  id: "averageTrade",
  label: "Average trade",
  unit: "fraction",
  better: "higher",
  group: "trades",
  formula: "mean of pnl / entry notional, closed trades",
  reference: "backtesting.py 0.6, Avg. Trade (there geometric)",
  undefinedWhen: "no closed trade",
  compute: ({ trades }) => mean(closedTrades(trades, trades.returnFraction)),
};
