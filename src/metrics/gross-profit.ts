import { select } from "../math/select.ts";
import { sum } from "../math/sum.ts";
import { closedTrades } from "./closed-trades.ts";
import type { Metric } from "./metric.ts";

/** Sum of the pnl of winning trades, money at or above 0, net of their costs. 0 without one; NaN without a trade. */
export function grossProfit(pnl: Float64Array): number {
  return pnl.length === 0 ? NaN : sum(select(pnl, (row) => pnl[row]! > 0));
}

/** Sum of the pnl of losing trades, money at or below 0, net of their costs. 0 without one; NaN without a trade. */
export function grossLoss(pnl: Float64Array): number {
  return pnl.length === 0 ? NaN : sum(select(pnl, (row) => pnl[row]! < 0));
}

export const grossProfitMetric: Metric = {
  id: "grossProfit",
  label: "Gross profit",
  unit: "money",
  better: "higher",
  group: "trades",
  formula: "Σ pnl of closed trades with pnl > 0 (each net of its costs)",
  reference: "Pardo (2008), The Evaluation and Optimization of Trading Strategies, ch. 12",
  undefinedWhen: "no closed trade",
  compute: ({ trades }) => grossProfit(closedTrades(trades, trades.pnl)),
};

export const grossLossMetric: Metric = {
  id: "grossLoss",
  label: "Gross loss",
  unit: "money",
  better: "higher",
  group: "trades",
  formula: "Σ pnl of closed trades with pnl < 0 (each net of its costs)",
  reference: "Pardo (2008), The Evaluation and Optimization of Trading Strategies, ch. 12",
  undefinedWhen: "no closed trade",
  compute: ({ trades }) => grossLoss(closedTrades(trades, trades.pnl)),
};
