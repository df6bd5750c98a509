import type { IndexedColumn } from "../core/indexed-column.ts";
import type { Bars } from "../market/bars.ts";
import { sessionColumn } from "../market/compact/compact-bars.ts";

/** Equity at the end of each session of the measured range. */
export interface SessionEquity {
  /** Day numbers, ascending. */
  readonly day: Int32Array;
  readonly equity: Float64Array;
}

/**
 * Equity at each session's last bar, for every session of the calendar from the first to the last bar of the range; a
 * session without bars keeps the equity before it.
 *
 * @param equity at each bar's close, as long as the bars
 * @param start first bar of the range
 */
export function sessionEquity(bars: Bars, equity: IndexedColumn, start: number): SessionEquity {
  const session = sessionColumn(bars);
  const last = bars.length - 1;
  const day = bars.calendar.sessions(session.at(start)!, session.at(last)! + 1);
  const atEnd = new Float64Array(day.length);
  let bar = start;
  for (let k = 0; k < day.length; k++) {
    bar = lastBarUntil(session, day[k]!, bar);
    atEnd[k] = equity.at(bar)!;
  }
  return { day, equity: atEnd };
}

/** The last bar from `from` on of a session up to `day`: doubling steps first, as a session is short against all bars. */
function lastBarUntil(session: IndexedColumn, day: number, from: number): number {
  const isUntil = (bar: number) => bar < session.length && session.at(bar)! <= day;
  let step = 1;
  while (isUntil(from + step)) step *= 2;
  let [low, high] = [from + Math.floor(step / 2), from + step];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (isUntil(middle)) low = middle;
    else high = middle;
  }
  return low;
}

/**
 * Simple returns between successive values, the first against `startingValue`: −1 where a value falls to 0 or below, 0
 * from then on, NaN next to a NaN.
 */
export function simpleReturns(values: IndexedColumn, startingValue: number): Float64Array {
  const returns = new Float64Array(values.length);
  let before = startingValue;
  for (let i = 0; i < values.length; i++) {
    const now = values.at(i)!;
    returns[i] = before <= 0 ? 0 : now <= 0 && before > 0 ? -1 : now / before - 1;
    before = now;
  }
  return returns;
}
