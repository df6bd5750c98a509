import { columnFrom } from "../core/indexed-column.ts";
import { columnOf } from "../market/compact/compact-bars.ts";
import type { MetricInput } from "../metrics/metric.ts";
import { CASH_EVENT_KINDS, type CashEventKind } from "../trading/ledger/cash-events.ts";
import type { PeriodReturns } from "./periods.ts";
import type { SimulatedAccount } from "./simulated-account.ts";

const CARRY: readonly CashEventKind[] = ["borrow", "financing"];

/** Gathers what the metrics of a run are computed from. @param impact see `impactCosts` */
export function metricInput(
  account: SimulatedAccount,
  { returns, periodsPerYear }: PeriodReturns,
  benchmarkReturns: Float64Array | undefined,
  riskFree: number,
  impact: ((scale: number) => number) | null = null,
): MetricInput {
  const { bars, start } = account;
  let tradedNotional = 0;
  let totalCommission = 0;
  let totalSlippage = 0;
  let totalSpread = 0;
  let totalImpact = 0;
  let totalTaxes = 0;
  let totalFinancing = 0;
  for (const { fills, instrument, cashEvents } of account.books) {
    for (let i = 0; i < fills.length; i++) {
      tradedNotional += fills.quantity[i]! * fills.price[i]! * instrument.multiplier;
      totalCommission += fills.commission[i]!;
      totalSlippage += fills.slippage[i]!;
      totalSpread += fills.spread[i]!;
      totalImpact += fills.impact[i]!;
      totalTaxes += fills.taxes[i]!;
    }
    for (let i = 0; i < cashEvents.length; i++) {
      if (CARRY.includes(CASH_EVENT_KINDS[cashEvents.kind[i]!]!)) totalFinancing -= cashEvents.amount[i]!;
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
    totalSpread,
    totalImpact,
    totalTaxes,
    totalFinancing,
    ...(impact === null ? {} : { impactCost: impact }),
  };
}
