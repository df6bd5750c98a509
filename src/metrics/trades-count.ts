import { OPEN_TRADE } from "../trading/trade-columns.ts";
import type { Metric, MetricInput } from "./metric.ts";

export const tradesCountMetric: Metric = {
  id: "tradesCount",
  label: "Closed trades",
  unit: "count",
  better: "neither",
  group: "trades",
  formula: "trades that have ended; one trade is flat to flat",
  reference: "count",
  undefinedWhen: "never",
  compute: (input) => input.trades.length - countOpen(input),
};

export const openTradesMetric: Metric = {
  id: "openTrades",
  label: "Open trades",
  unit: "count",
  better: "neither",
  group: "trades",
  formula: "trades still open after the last bar; left out of every other trade statistic",
  reference: "count",
  undefinedWhen: "never",
  compute: countOpen,
};

function countOpen({ trades }: MetricInput): number {
  return trades.exitReason.reduce((count, reason) => count + (reason === OPEN_TRADE ? 1 : 0), 0);
}
