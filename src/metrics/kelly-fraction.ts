import { closedTrades } from "./closed-trades.ts";
import type { Metric } from "./metric.ts";
import { payoffRatio } from "./payoff-ratio.ts";
import { winRate } from "./win-rate.ts";

/**
 * Kelly's share of capital for bets that win or lose as these trades did on average: `W − (1 − W) / payoff`, where W is
 * the win rate. A fraction; below 0 the bet isn't worth taking. NaN without a win or without a loss.
 *
 * Kelly (1956), for two outcomes. Real trades have many: read it as an upper bound, never as a size.
 *
 * @param returns pnl over entry notional of each closed trade, fractions
 */
export function kellyFraction(returns: Float64Array): number {
  const won = winRate(returns);
  return won - (1 - won) / payoffRatio(returns);
}

export const kellyFractionMetric: Metric = {
  id: "kellyFraction",
  label: "Kelly fraction",
  unit: "fraction",
  better: "higher",
  group: "trades",
  formula: "W − (1 − W) / (average win / |average loss|), by trade return, W = win rate",
  reference: "Kelly (1956), Bell System Technical Journal 35(4); backtesting.py 0.6, Kelly Criterion",
  undefinedWhen: "no closed trade won, or none lost",
  compute: ({ trades }) => kellyFraction(closedTrades(trades, trades.returnFraction)),
};
