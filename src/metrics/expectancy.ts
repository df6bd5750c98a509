import { mean } from "../math/moments.ts";
import { closedTrades } from "./closed-trades.ts";
import type { Metric } from "./metric.ts";

/** Mean pnl of a trade, money: win rate × average win + loss rate × average loss. NaN without a trade. */
export function expectancy(pnl: Float64Array): number {
  return mean(pnl);
}

export const expectancyMetric: Metric = {
  id: "expectancy",
  label: "Expectancy",
  unit: "money",
  better: "higher",
  group: "trades",
  formula: "Σ pnl / count, closed trades",
  reference: "Tharp (2006), Trade Your Way to Financial Freedom, in money instead of R",
  undefinedWhen: "no closed trade",
  compute: ({ trades }) => expectancy(closedTrades(trades, trades.pnl)),
};
