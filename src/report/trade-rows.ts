import type { Curve } from "../run/run-detail.ts";
import { EXIT_REASONS, type TradeColumns } from "../trading/trade-columns.ts";

/** Where trades begin and end on a curve. */
export interface TradeRows {
  readonly entry: Int32Array;
  readonly exit: Int32Array;
}

/** Exits that wait for the next price; a stop or a target may act inside a bar, and is stamped with that bar's close. */
const LEFT_AT_OPEN: ReadonlySet<number> = new Set(
  (["signal", "reverse", "ruined", "end-of-data"] as const).map((reason) => EXIT_REASONS.indexOf(reason)),
);

/**
 * The curve's row of each trade's entry and exit. A row's time is its last close; a fill at an open (`fillsAtOpen`)
 * belongs to the first row that closes after it, a fill at a close to the row that closes then. Needs at least one row.
 */
export function tradeRows(trades: TradeColumns, curve: Curve, fillsAtOpen: boolean): TradeRows {
  const entry = new Int32Array(trades.length);
  const exit = new Int32Array(trades.length);
  for (let i = 0; i < trades.length; i++) {
    entry[i] = rowAt(curve.time, trades.entryTime[i]!, fillsAtOpen);
    exit[i] = rowAt(curve.time, trades.exitTime[i]!, fillsAtOpen && LEFT_AT_OPEN.has(trades.exitReason[i]!));
  }
  return { entry, exit };
}

function rowAt(close: Float64Array, time: number, isOpen: boolean): number {
  let low = 0;
  let high = close.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (close[middle]! > time || (!isOpen && close[middle]! === time)) high = middle;
    else low = middle + 1;
  }
  return low;
}
