import type { Bars } from "../market/bars.ts";

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
export function sessionEquity(bars: Bars, equity: Float64Array, start: number): SessionEquity {
  const day = bars.calendar.sessions(bars.session[start]!, bars.session[bars.length - 1]! + 1);
  const atEnd = new Float64Array(day.length);
  let bar = start;
  for (let k = 0; k < day.length; k++) {
    while (bar + 1 < bars.length && bars.session[bar + 1]! <= day[k]!) bar++;
    atEnd[k] = equity[bar]!;
  }
  return { day, equity: atEnd };
}

/**
 * Simple returns between successive values, the first against `startingValue`: −1 where a value falls to 0 or below, 0
 * from then on, NaN next to a NaN.
 */
export function simpleReturns(values: Float64Array, startingValue: number): Float64Array {
  const returns = new Float64Array(values.length);
  let before = startingValue;
  for (let i = 0; i < values.length; i++) {
    const now = values[i]!;
    returns[i] = before <= 0 ? 0 : now <= 0 && before > 0 ? -1 : now / before - 1;
    before = now;
  }
  return returns;
}
