import { columnFrom } from "../core/indexed-column.ts";
import { columnOf } from "../market/compact/compact-bars.ts";
import type { MetricInput } from "../metrics/metric.ts";
import type { PeriodReturns } from "./periods.ts";
import type { SimulatedAccount } from "./simulated-account.ts";

/** Gathers what the metrics of a run are computed from. */
export function metricInput(
  account: SimulatedAccount,
  { returns, periodsPerYear }: PeriodReturns,
  benchmarkReturns: Float64Array | undefined,
  riskFree: number,
): MetricInput {
  const { bars, start } = account;
  let tradedNotional = 0;
  let totalCommission = 0;
  let totalSlippage = 0;
  for (const { fills, instrument } of account.books) {
    for (let i = 0; i < fills.length; i++) {
      tradedNotional += fills.quantity[i]! * fills.price[i]! * instrument.multiplier;
      totalCommission += fills.commission[i]!;
      totalSlippage += fills.slippage[i]!;
    }
  }
  return {
    startingCash: account.startingCash,
    equity: account.equity.subarray(start),
    time: columnFrom(columnOf(bars, "closeTime"), start),
    start: columnOf(bars, "time").at(start)!,
    quantity: columnFrom(account.held, start),
    returns,
    benchmarkReturns,
    periodsPerYear,
    riskFree,
    trades: account.trades,
    tradedNotional,
    totalCommission,
    totalSlippage,
  };
}
