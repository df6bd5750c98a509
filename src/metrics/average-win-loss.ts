import { mean } from "../math/moments.ts";
import { select } from "../math/select.ts";
import { closedTrades } from "./closed-trades.ts";
import type { Metric } from "./metric.ts";

/** Mean of the values above 0, in their unit: the average winning trade. NaN without one. */
export function averageWin(pnl: Float64Array): number {
  return mean(select(pnl, (row) => pnl[row]! > 0));
}

/** Mean of the values below 0, in their unit, with its sign: the average losing trade. NaN without one. */
export function averageLoss(pnl: Float64Array): number {
  return mean(select(pnl, (row) => pnl[row]! < 0));
}

export const averageWinMetric: Metric = {
  id: "averageWin",
  label: "Average win",
  unit: "money",
  better: "higher",
  group: "trades",
  formula: "mean pnl of closed trades with pnl > 0",
  reference: "Pardo (2008), The Evaluation and Optimization of Trading Strategies, ch. 12",
  undefinedWhen: "no closed trade won",
  compute: ({ trades }) => averageWin(closedTrades(trades, trades.pnl)),
};

export const averageLossMetric: Metric = {
  id: "averageLoss",
  label: "Average loss",
  unit: "money",
  better: "higher",
  group: "trades",
  formula: "mean pnl of closed trades with pnl < 0, below 0",
  reference: "Pardo (2008), The Evaluation and Optimization of Trading Strategies, ch. 12",
  undefinedWhen: "no closed trade lost",
  compute: ({ trades }) => averageLoss(closedTrades(trades, trades.pnl)),
};
