import type { MetricInput } from "../../src/metrics/metric.ts";
import { createTradeColumns, EXIT_REASONS, type TradeColumns } from "../../src/trading/trade-columns.ts";

export const DAY_MS = 86_400_000;
/** A quarter of a year of 365.25 days, in days. */
export const QUARTER = 91.3125;

/** Trades of 100 entry notional each, one after the other; all stood 4 % below and 8 % above their entry unless said. */
export function tradesOf(
  rows: readonly { pnl: number; days: number; open?: boolean; mae?: number; mfe?: number; dividends?: number }[],
): TradeColumns {
  const trades = createTradeColumns("TEST", rows.length);
  let time = 0;
  rows.forEach(({ pnl, days, open = false, mae = -0.04, mfe = 0.08, dividends = 0 }, i) => {
    trades.side[i] = 1;
    trades.quantity[i] = 1;
    trades.entryTime[i] = time;
    time += days * DAY_MS;
    trades.exitTime[i] = time;
    trades.pnl[i] = pnl;
    trades.returnFraction[i] = pnl / 100;
    trades.dividends[i] = dividends;
    trades.mae[i] = mae;
    trades.mfe[i] = mfe;
    trades.exitReason[i] = EXIT_REASONS.indexOf(open ? "open" : "signal");
  });
  return trades;
}

/**
 * A run of four quarters that can be followed on paper: 100 becomes 110, 99, 99, 118.8, so the returns are 10 %, −10 %,
 * 0 and 20 %; five trades, one of them open. `changes` replace some of it.
 */
export function metricInput(changes: Partial<MetricInput> = {}): MetricInput {
  return {
    startingCash: 100,
    equity: Float64Array.of(110, 99, 99, 118.8),
    time: Float64Array.of(1, 2, 3, 4).map((quarter) => quarter * QUARTER * DAY_MS),
    start: 0,
    quantity: Float64Array.of(1, -1, 0, 1),
    returns: Float64Array.of(0.1, -0.1, 0, 0.2),
    benchmarkReturns: Float64Array.of(0.1, -0.1, 0.05, 0),
    periodsPerYear: 4,
    riskFree: 0,
    trades: tradesOf([
      { pnl: 20, days: 1 },
      { pnl: 30, days: 2, dividends: 1.5 },
      { pnl: -10, days: 3 },
      { pnl: -10, days: 6 },
      { pnl: 2, days: 1, dividends: 0.25, open: true },
    ]),
    tradedNotional: 426.8,
    totalCommission: 3,
    totalSlippage: 2,
    totalSpread: 0.5,
    totalImpact: 0.25,
    totalTaxes: 0.125,
    totalFinancing: 0.125,
    impactCost: (scale) => (19.05 * scale * scale) / 4,
    ...changes,
  };
}

/** A run before its first bar: nothing is there. */
export function emptyInput(): MetricInput {
  const none = new Float64Array();
  return metricInput({
    equity: none,
    time: none,
    quantity: none,
    returns: none,
    benchmarkReturns: none,
    trades: tradesOf([]),
    tradedNotional: 0,
    totalCommission: 0,
    totalSlippage: 0,
    totalSpread: 0,
    totalImpact: 0,
    totalTaxes: 0,
    totalFinancing: 0,
  });
}
