import { columnFrom } from "../../core/indexed-column.ts";
import { metricById } from "../../metrics/catalogue.ts";
import type { MetricInput } from "../../metrics/metric.ts";
import { createTradeColumns } from "../../trading/trade-columns.ts";

/** Metrics that returns alone decide, in the order of the tear sheet. */
export const PATH_METRICS = [
  "totalReturn",
  "cagr",
  "finalEquity",
  "volatility",
  "downsideDeviation",
  "maxDrawdown",
  "averageDrawdown",
  "timeUnderWater",
  "ulcerIndex",
  "valueAtRisk",
  "conditionalValueAtRisk",
  "worstPeriod",
  "sharpeRatio",
  "sortinoRatio",
  "calmarRatio",
  "omegaRatio",
] as const;

const YEAR_MS = 365.25 * 86_400_000;
const NO_TRADES = createTradeColumns("", 0);

/** The metrics of one path of returns, by the catalogue's own functions; periods are taken as equally long. */
export function pathMetrics(
  returns: Float64Array,
  { startingCash, periodsPerYear, riskFree }: Pick<MetricInput, "startingCash" | "periodsPerYear" | "riskFree">,
): Record<string, number> {
  const equity = new Float64Array(returns.length);
  const time = new Float64Array(returns.length);
  let money = startingCash;
  for (let i = 0; i < returns.length; i++) {
    money = returns[i]! > -1 ? money * (1 + returns[i]!) : 0;
    equity[i] = money;
    time[i] = ((i + 1) / periodsPerYear) * YEAR_MS;
  }
  const input: MetricInput = {
    startingCash,
    equity,
    time: columnFrom(time, 0),
    start: 0,
    quantity: columnFrom(equity, 0),
    returns,
    benchmarkReturns: undefined,
    periodsPerYear,
    riskFree,
    trades: NO_TRADES,
    tradedNotional: 0,
    totalCommission: 0,
    totalSlippage: 0,
  };
  return Object.fromEntries(PATH_METRICS.map((id) => [id, metricById(id).compute(input)]));
}
