import { closedTrades } from "./closed-trades.ts";
import type { Metric } from "./metric.ts";
import { bestPeriod, worstPeriod } from "./period-extremes.ts";

export const bestTradeMetric: Metric = {
  id: "bestTrade",
  label: "Best trade",
  unit: "fraction",
  better: "higher",
  group: "trades",
  formula: "max of pnl / entry notional, closed trades",
  reference: "order statistic",
  undefinedWhen: "no closed trade",
  compute: ({ trades }) => bestPeriod(closedTrades(trades, trades.returnFraction)),
};

export const worstTradeMetric: Metric = {
  id: "worstTrade",
  label: "Worst trade",
  unit: "fraction",
  better: "higher",
  group: "trades",
  formula: "min of pnl / entry notional, closed trades",
  reference: "order statistic",
  undefinedWhen: "no closed trade",
  compute: ({ trades }) => worstPeriod(closedTrades(trades, trades.returnFraction)),
};
