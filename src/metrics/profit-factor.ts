import { closedTrades } from "./closed-trades.ts";
import { grossLoss, grossProfit } from "./gross-profit.ts";
import type { Metric } from "./metric.ts";

/**
 * Gross profit over the size of the gross loss. No unit. ∞ without a loss, NaN without a trade and when all ended at
 * exactly 0.
 *
 * @param pnl money of each closed trade
 */
export function profitFactor(pnl: Float64Array): number {
  return grossProfit(pnl) / Math.abs(grossLoss(pnl));
}

export const profitFactorMetric: Metric = {
  id: "profitFactor",
  label: "Profit factor",
  unit: "ratio",
  better: "higher",
  group: "trades",
  formula: "Σ pnl of winning trades / |Σ pnl of losing trades|, closed trades",
  reference: "Pardo (2008), The Evaluation and Optimization of Trading Strategies, ch. 12",
  undefinedWhen: "no closed trade, or all ended at exactly 0",
  infiniteWhen: "no closed trade lost",
  compute: ({ trades }) => profitFactor(closedTrades(trades, trades.pnl)),
};
