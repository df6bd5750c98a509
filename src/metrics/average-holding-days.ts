import { mean } from "../math/moments.ts";
import type { TradeColumns } from "../trading/trade-columns.ts";
import { closedTrades } from "./closed-trades.ts";
import { DAY_MS } from "./elapsed-years.ts";
import type { Metric } from "./metric.ts";

/** Mean calendar days from first entry fill to last exit fill of the trades that have ended. NaN without one. */
export function averageHoldingDays(trades: TradeColumns): number {
  const held = trades.exitTime.map((exit, i) => (exit - trades.entryTime[i]!) / DAY_MS);
  return mean(closedTrades(trades, held));
}

export const averageHoldingDaysMetric: Metric = {
  id: "averageHoldingDays",
  label: "Average holding time",
  unit: "days",
  better: "neither",
  group: "trades",
  formula: "mean of exit time − entry time, closed trades, calendar days",
  reference: "pyfolio 0.9, round trip duration",
  undefinedWhen: "no closed trade",
  compute: ({ trades }) => averageHoldingDays(trades),
};
