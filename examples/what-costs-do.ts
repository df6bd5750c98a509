import { backtest, load } from "backsight";
import strategy, { prices } from "./sma-cross.ts";

/** A script: the same strategy at no costs, at the default ones and at twice as much. */
const bars = await load(prices);
const params = { fast: 5, slow: 20 };

const levels = {
  free: "none",
  usual: { commission: 0.001, slippage: 0.0005 },
  double: { commission: 0.002, slippage: 0.001 },
} as const;

export const result: Record<string, number | null> = {};
for (const [level, costs] of Object.entries(levels)) {
  const run = await backtest(strategy, bars, { params, costs, tag: level });
  result[level] = run.metrics.finalEquity ?? null;
  console.log(`${level}: ${run.metrics.finalEquity?.toFixed(2)} after ${run.trades.length} trades`);
}

/** Final equity at each level. */
export const expected = { free: 108108.38018375283, usual: 96171.61145532684, double: 85552.8240363378 };
