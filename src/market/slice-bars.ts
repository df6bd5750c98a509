import { checkInteger } from "../core/checks.ts";
import { BacksightError } from "../core/errors.ts";
import type { Bars } from "./bars.ts";
import { sliceCompactBars } from "./compact/compact-bars.ts";

/**
 * Bars `start` to `end` (excluded) as views on the same columns. Everything else stays as it is, the tick grid too:
 * it was fixed on the whole history, so a prefix can't learn from what follows it.
 *
 * @throws {BacksightError} BACKSIGHT_ARGUMENT unless 0 <= start <= end <= bars.length, BACKSIGHT_BARS_EMPTY when
 * `start` is `end`
 */
export function sliceBars(bars: Bars, start: number, end: number): Bars {
  checkInteger("start", start, 0, bars.length);
  checkInteger("end", end, start, bars.length);
  if (start === end) {
    throw new BacksightError("BACKSIGHT_BARS_EMPTY", {
      source: bars.source,
      between: ` from bar ${start} to bar ${end}`,
    });
  }
  return sliceCompactBars(bars, start, end) ?? slicePlainBars(bars, start, end);
}

function slicePlainBars(bars: Bars, start: number, end: number): Bars {
  return {
    ...bars,
    length: end - start,
    time: bars.time.subarray(start, end),
    closeTime: bars.closeTime.subarray(start, end),
    open: bars.open.subarray(start, end),
    high: bars.high.subarray(start, end),
    low: bars.low.subarray(start, end),
    close: bars.close.subarray(start, end),
    volume: bars.volume.subarray(start, end),
    session: bars.session.subarray(start, end),
    ...(bars.local === undefined
      ? {}
      : { local: { bars: sliceBars(bars.local.bars, start, end), rate: bars.local.rate.subarray(start, end) } }),
  };
}
