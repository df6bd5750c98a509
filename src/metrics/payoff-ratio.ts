import { averageLoss, averageWin } from "./average-win-loss.ts";
import { closedTrades } from "./closed-trades.ts";
import type { Metric } from "./metric.ts";

/** Average win over the size of the average loss. No unit. NaN without a win or without a loss. */
export function payoffRatio(pnl: Float64Array): number {
  return averageWin(pnl) / -averageLoss(pnl);
}

export const payoffRatioMetric: Metric = {
  id: "payoffRatio",
  label: "Payoff ratio",
  unit: "ratio",
  better: "higher",
  group: "trades",
  formula: "averageWin / |averageLoss|",
  reference: "Pardo (2008), The Evaluation and Optimization of Trading Strategies, ch. 12",
  undefinedWhen: "no closed trade won, or none lost",
  compute: ({ trades }) => payoffRatio(closedTrades(trades, trades.pnl)),
};
