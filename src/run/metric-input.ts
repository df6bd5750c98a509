import { columnFrom } from "../core/indexed-column.ts";
import type { Bars } from "../market/bars.ts";
import { columnOf } from "../market/compact/compact-bars.ts";
import type { MetricInput } from "../metrics/metric.ts";
import type { SimulationResult } from "../trading/simulation-result.ts";
import type { PeriodReturns } from "./periods.ts";

/** Gathers what the metrics of a run are computed from. */
export function metricInput(
  bars: Bars,
  result: SimulationResult,
  { returns, periodsPerYear }: PeriodReturns,
  benchmarkReturns: Float64Array | undefined,
  riskFree: number,
): MetricInput {
  const { start, fills } = result;
  const { multiplier } = bars.instrument;
  let tradedNotional = 0;
  let totalCommission = 0;
  let totalSlippage = 0;
  for (let i = 0; i < fills.length; i++) {
    tradedNotional += fills.quantity[i]! * fills.price[i]! * multiplier;
    totalCommission += fills.commission[i]!;
    totalSlippage += fills.slippage[i]!;
  }
  return {
    startingCash: result.startingCash,
    equity: result.equity.subarray(start),
    time: columnFrom(columnOf(bars, "closeTime"), start),
    start: columnOf(bars, "time").at(start)!,
    quantity: columnFrom(result.account.quantity, start),
    returns,
    benchmarkReturns,
    periodsPerYear,
    riskFree,
    trades: result.trades,
    tradedNotional,
    totalCommission,
    totalSlippage,
  };
}
