import { mean, standardDeviation } from "../math/moments.ts";
import { closedTrades } from "./closed-trades.ts";
import type { Metric } from "./metric.ts";

/**
 * System quality number: `√n × mean(pnl) / std(pnl, ddof 1)`, the t-statistic of the mean trade. No unit; grows with the
 * number of trades. NaN with fewer than two trades and when all have one pnl.
 *
 * Tharp (2008), in money instead of R; not capped at 100 trades.
 *
 * @param pnl money of each closed trade
 */
export function systemQualityNumber(pnl: Float64Array): number {
  const spread = standardDeviation(pnl, 1);
  return spread > 0 ? (Math.sqrt(pnl.length) * mean(pnl)) / spread : NaN;
}

export const systemQualityNumberMetric: Metric = {
  id: "systemQualityNumber",
  label: "System quality number (SQN)",
  unit: "ratio",
  better: "higher",
  group: "trades",
  formula: "√n × mean(pnl) / std(pnl, ddof 1), closed trades",
  reference: "Tharp (2008), The Definitive Guide to Position Sizing; backtesting.py 0.6, SQN",
  undefinedWhen: "fewer than two closed trades, or all with one pnl",
  compute: ({ trades }) => systemQualityNumber(closedTrades(trades, trades.pnl)),
};
