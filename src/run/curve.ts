import type { IndexedColumn } from "../core/indexed-column.ts";
import type { Bars } from "../market/bars.ts";
import { columnOf } from "../market/compact/compact-bars.ts";
import type { Curve } from "./run-detail.ts";

const MOST_ROWS = 5000;

/**
 * Price and equity for pictures, in at most 5,000 rows of neighbouring bars; extremes inside a row are kept.
 *
 * @param equity and `benchmark`: at each bar's close, as long as the bars; benchmark NaN where there is none
 */
export function buildCurve(
  bars: Bars,
  equity: Float64Array,
  benchmark: IndexedColumn,
  start: number,
  startingCash: number,
): Curve {
  const count = bars.length - start;
  const group = Math.ceil(count / MOST_ROWS);
  const rows = Math.ceil(count / group);
  const column = () => new Float64Array(rows);
  const curve: Curve = {
    time: column(),
    open: column(),
    high: column(),
    low: column(),
    close: column(),
    equity: column(),
    equityLow: column(),
    equityHigh: column(),
    drawdown: column(),
    benchmark: column(),
  };
  const [opens, closes, closeTimes] = [columnOf(bars, "open"), columnOf(bars, "close"), columnOf(bars, "closeTime")];
  const [highs, lows] = [columnOf(bars, "high"), columnOf(bars, "low")];
  let peak = startingCash;
  for (let row = 0; row < rows; row++) {
    const first = start + row * group;
    const last = Math.min(first + group, bars.length) - 1;
    let high = -Infinity;
    let low = Infinity;
    let equityHigh = -Infinity;
    let equityLow = Infinity;
    let drawdown = 0;
    const highsOfRow = highs.part(first, last + 1);
    const lowsOfRow = lows.part(first, last + 1);
    for (let i = first; i <= last; i++) {
      high = Math.max(high, highsOfRow[i - first]!);
      low = Math.min(low, lowsOfRow[i - first]!);
      equityHigh = Math.max(equityHigh, equity[i]!);
      equityLow = Math.min(equityLow, equity[i]!);
      peak = Math.max(peak, equity[i]!);
      drawdown = Math.min(drawdown, (equity[i]! - peak) / peak);
    }
    curve.time[row] = closeTimes.at(last)!;
    curve.open[row] = opens.at(first)!;
    curve.high[row] = high;
    curve.low[row] = low;
    curve.close[row] = closes.at(last)!;
    curve.equity[row] = equity[last]!;
    curve.equityLow[row] = equityLow;
    curve.equityHigh[row] = equityHigh;
    curve.drawdown[row] = drawdown;
    curve.benchmark[row] = benchmark.at(last)!;
  }
  return curve;
}
