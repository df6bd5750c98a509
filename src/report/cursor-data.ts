import type { RunDetail } from "../run/run-detail.ts";
import type { RollingSharpe } from "./rolling-sharpe.ts";
import type { RowLabels } from "./row-labels.ts";
import { hasExcursions } from "./trade-excursions.ts";

/** Rows that a cursor goes along: one value per row; null where undefined. */
export interface CursorTrack {
  /** Rows are days or longer. */
  readonly isDaily: boolean;
  /** Epoch milliseconds, ascending; a date's midnight for daily rows, else the row's close. */
  readonly time: readonly number[];
  readonly series: Readonly<Record<string, readonly (number | null)[]>>;
}

/** What a page's cursor reads out, as plain JSON: the curve's rows, other rows by name, and the trades. */
export interface CursorData extends CursorTrack {
  readonly tracks?: Readonly<Record<string, CursorTrack>>;
  /** Rows of entry and exit, side (1, −1), return and excursions of each trade, in order of entry. */
  readonly trades: {
    readonly entry: readonly number[];
    readonly exit: readonly number[];
    readonly side: readonly number[];
    readonly result: readonly (number | null)[];
    /** Null for trades that no picture of excursions shows. */
    readonly mae: readonly (number | null)[];
    readonly mfe: readonly (number | null)[];
  };
}

/** Values rounded to what the readout shows, so that 5,000 rows stay small; those of dots to what a pixel needs. */
export function cursorData(
  { curve, trades }: RunDetail,
  labels: RowLabels,
  rolling: RollingSharpe | undefined,
): CursorData {
  const known = (column: Float64Array) =>
    columnData(
      column.map((value, i) => (hasExcursions(trades, i) ? value : NaN)),
      1e6,
    );
  return {
    isDaily: labels.isDaily,
    time: Array.from(labels.isDaily ? labels.rowTime : curve.time),
    series: {
      equity: columnData(curve.equity, 100),
      benchmark: columnData(curve.benchmark, 100),
      drawdown: columnData(curve.drawdown, 1e4),
      close: Array.from(curve.close, (value) => (Number.isFinite(value) ? Number(value.toPrecision(7)) : null)),
    },
    ...(rolling === undefined ? {} : { tracks: { rolling: rollingTrack(rolling) } }),
    trades: {
      entry: Array.from(labels.tradeRows.entry),
      exit: Array.from(labels.tradeRows.exit),
      side: Array.from(trades.side),
      result: columnData(trades.returnFraction, 1e6),
      mae: known(trades.mae),
      mfe: known(trades.mfe),
    },
  };
}

function rollingTrack({ time, strategy, benchmark }: RollingSharpe): CursorTrack {
  return {
    isDaily: true,
    time: Array.from(time),
    series: { sharpe: columnData(strategy, 1e3), benchmarkSharpe: columnData(benchmark, 1e3) },
  };
}

/** A column for a page, rounded to 1 / `factor`; null where it isn't finite. */
export function columnData(column: Float64Array, factor: number): (number | null)[] {
  return Array.from(column, (value) => (Number.isFinite(value) ? Math.round(value * factor) / factor : null));
}
