import type { RunDetail } from "../run/run-detail.ts";
import type { RowLabels } from "./row-labels.ts";

/** What a page's cursor reads out, as plain JSON: one value per curve row; null where undefined. */
export interface CursorData {
  readonly isDaily: boolean;
  /** Epoch milliseconds; a date's midnight for daily rows. */
  readonly time: readonly number[];
  readonly series: Readonly<Record<string, readonly (number | null)[]>>;
  /** Rows of entry and exit, side (1, −1) and return of each trade, in order of entry. */
  readonly trades: {
    readonly entry: readonly number[];
    readonly exit: readonly number[];
    readonly side: readonly number[];
    readonly result: readonly (number | null)[];
  };
}

/** Values rounded to what the readout shows, so that 5,000 rows stay small. */
export function cursorData({ curve, trades }: RunDetail, labels: RowLabels): CursorData {
  return {
    isDaily: labels.isDaily,
    time: Array.from(labels.isDaily ? labels.rowTime : curve.time),
    series: {
      equity: columnData(curve.equity, 100),
      benchmark: columnData(curve.benchmark, 100),
      drawdown: columnData(curve.drawdown, 1e4),
      close: Array.from(curve.close, (value) => (Number.isFinite(value) ? Number(value.toPrecision(7)) : null)),
    },
    trades: {
      entry: Array.from(labels.tradeRows.entry),
      exit: Array.from(labels.tradeRows.exit),
      side: Array.from(trades.side),
      result: columnData(trades.returnFraction, 1e4),
    },
  };
}

/** A column for a page, rounded to 1 / `factor`; null where it isn't finite. */
export function columnData(column: Float64Array, factor: number): (number | null)[] {
  return Array.from(column, (value) => (Number.isFinite(value) ? Math.round(value * factor) / factor : null));
}
