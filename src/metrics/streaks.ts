import { closedTrades } from "./closed-trades.ts";
import type { Metric } from "./metric.ts";

/** Most trades in a row with a pnl above 0; 0 without one. A trade at exactly 0 ends a streak. */
export function longestWinStreak(pnl: Float64Array): number {
  return longestRun(pnl, (p) => p > 0);
}

/** Most trades in a row with a pnl below 0; 0 without one. A trade at exactly 0 ends a streak. */
export function longestLossStreak(pnl: Float64Array): number {
  return longestRun(pnl, (p) => p < 0);
}

function longestRun(values: Float64Array, counts: (value: number) => boolean): number {
  let longest = 0;
  let current = 0;
  for (const value of values) {
    current = counts(value) ? current + 1 : 0;
    longest = Math.max(longest, current);
  }
  return longest;
}

export const longestWinStreakMetric: Metric = {
  id: "longestWinStreak",
  label: "Longest winning streak",
  unit: "count",
  better: "higher",
  group: "trades",
  formula: "most closed trades in a row with pnl > 0",
  reference: "Pardo (2008), The Evaluation and Optimization of Trading Strategies, ch. 12",
  undefinedWhen: "never",
  compute: ({ trades }) => longestWinStreak(closedTrades(trades, trades.pnl)),
};

export const longestLossStreakMetric: Metric = {
  id: "longestLossStreak",
  label: "Longest losing streak",
  unit: "count",
  better: "lower",
  group: "trades",
  formula: "most closed trades in a row with pnl < 0",
  reference: "Pardo (2008), The Evaluation and Optimization of Trading Strategies, ch. 12",
  undefinedWhen: "never",
  compute: ({ trades }) => longestLossStreak(closedTrades(trades, trades.pnl)),
};
