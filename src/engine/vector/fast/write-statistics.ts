import { markSharpe } from "./mark-sharpe.ts";
import type { MeasuredMarks } from "./measured-marks.ts";
import type { SparseTotals } from "./sparse-account.ts";
import type { SweepColumns } from "./sweep-statistics.ts";

/** What a simulation came to, beside its totals. */
export interface SimulatedMarks {
  readonly startingCash: number;
  /** Bars of the measured range. */
  readonly measured: number;
  /** Equity at each mark, above 0. */
  readonly markEquity: Float64Array;
  /** As long as `markEquity`. */
  readonly scratch: Float64Array;
  readonly maxDrawdown: number;
}

/** Writes the statistics of one simulation into a row. */
export function writeStatistics(
  { equity, sumOfReturns, sumOfSquares, closed, ...totals }: SparseTotals,
  marks: MeasuredMarks,
  { startingCash, measured, markEquity, scratch, maxDrawdown }: SimulatedMarks,
  out: SweepColumns,
  row: number,
): void {
  const variance = (sumOfSquares - (sumOfReturns * sumOfReturns) / measured) / (measured - 1);
  const perBar = (sumOfReturns / measured - marks.ratePerBar) / Math.sqrt(variance);
  out.finalEquity[row] = equity;
  out.totalReturn[row] = (equity - startingCash) / startingCash;
  out.sharpeRatio[row] = markSharpe(markEquity, startingCash, marks.ratePerPeriod, marks.periodsPerYear, scratch);
  out.barSharpeRatio[row] = variance > 0 ? perBar * Math.sqrt(marks.barsPerYear) : NaN;
  out.maxDrawdown[row] = maxDrawdown;
  out.tradesCount[row] = closed;
  out.openTrades[row] = totals.open;
  out.winRate[row] = totals.wins / closed;
  out.profitFactor[row] = closed === 0 ? NaN : totals.profit / Math.abs(totals.loss);
  out.exposure[row] = totals.barsHeld / measured;
  out.turnover[row] = marks.years > 0 ? totals.traded / 2 / (totals.equitySum / measured) / marks.years : NaN;
  out.totalCommission[row] = totals.commission;
}
