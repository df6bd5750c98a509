import type { TradeColumns } from "../trading/trade-columns.ts";
import type { RunRecord } from "./run-record.ts";

/**
 * Price and equity for pictures: one row per bar, or per group of neighbouring bars when there are many (at most
 * 5,000 rows). All columns have one length.
 */
export interface Curve {
  /** Epoch milliseconds of the row's last close. */
  readonly time: Float64Array;
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  /** Equity at the row's last close, and its extremes over the row's bars. */
  readonly equity: Float64Array;
  readonly equityLow: Float64Array;
  readonly equityHigh: Float64Array;
  /** Worst drawdown inside the row, a fraction ≤ 0 of the highest equity so far. */
  readonly drawdown: Float64Array;
  /** The benchmark's equity, from the same starting cash; NaN without one. */
  readonly benchmark: Float64Array;
}

/** Equity at each session's end, for returns by day and month. */
export interface SessionCurve {
  /** Day numbers (days from 1970-01-01). */
  readonly day: Int32Array;
  readonly equity: Float64Array;
  /** NaN without a benchmark. */
  readonly benchmark: Float64Array;
}

/** A run in full, as the store keeps it and the faces show it. */
export interface RunDetail {
  readonly record: RunRecord;
  readonly curve: Curve;
  readonly sessions: SessionCurve;
  readonly trades: TradeColumns;
}
