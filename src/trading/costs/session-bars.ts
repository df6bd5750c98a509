import type { Bars } from "../../market/bars.ts";
import { columnOf, sessionColumn } from "../../market/compact/compact-bars.ts";

/** The bars of each session as one, in order; sessions without bars are left out. */
export interface SessionBars {
  readonly length: number;
  /** Row of each session's first bar. */
  readonly first: Int32Array;
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  /** Σ of the volumes that are known; NaN where none is. */
  readonly volume: Float64Array;
}

/** Gathers bars by session. */
export function sessionBars(bars: Bars): SessionBars {
  const session = sessionColumn(bars);
  const rows: number[] = [];
  for (let i = 0; i < bars.length; i++) if (i === 0 || session.at(i) !== session.at(i - 1)) rows.push(i);
  const first = Int32Array.from(rows);
  const length = first.length;
  const [opens, closes, volumes] = [columnOf(bars, "open"), columnOf(bars, "close"), columnOf(bars, "volume")];
  const [highs, lows] = [columnOf(bars, "high"), columnOf(bars, "low")];
  const column = () => new Float64Array(length);
  const [open, high, low, close, volume] = [column(), column(), column(), column(), column().fill(NaN)];
  for (let k = 0; k < length; k++) {
    const start = first[k]!;
    const end = first[k + 1] ?? bars.length;
    open[k] = opens.at(start)!;
    close[k] = closes.at(end - 1)!;
    high[k] = highs.at(start)!;
    low[k] = lows.at(start)!;
    for (let i = start; i < end; i++) {
      high[k] = Math.max(high[k]!, highs.at(i)!);
      low[k] = Math.min(low[k]!, lows.at(i)!);
      const traded = volumes.at(i)!;
      if (!Number.isNaN(traded)) volume[k] = Number.isNaN(volume[k]!) ? traded : volume[k]! + traded;
    }
  }
  return { length, first, open, high, low, close, volume };
}
