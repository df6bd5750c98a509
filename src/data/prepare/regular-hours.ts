import type { Bars } from "../../market/bars.ts";
import { isIntraday } from "../../market/timeframe.ts";
import { pickBars } from "./pick-bars.ts";

/**
 * The bars that open in their session's regular hours, early closes included. Daily and longer bars, and markets
 * without a close, are as they were.
 *
 * @throws {BacksightError} BACKSIGHT_BARS_EMPTY when none is left
 */
export function regularHours(bars: Bars): Bars {
  const { calendar, time, session } = bars;
  if (!isIntraday(bars.timeframe) || calendar.id !== "us-equity") return bars;
  let day = NaN;
  let opens = 0;
  let closes = 0;
  const isInside = new Uint8Array(bars.length);
  let outside = 0;
  for (let i = 0; i < bars.length; i++) {
    if (session[i] !== day) {
      day = session[i]!;
      opens = calendar.open(day);
      closes = calendar.close(day);
    }
    if (time[i]! >= opens && time[i]! < closes) isInside[i] = 1;
    else outside++;
  }
  if (outside === 0) return bars;
  return pickBars(bars, (i) => isInside[i] === 1, [
    `${outside} of ${bars.length} bars lie outside regular hours and are left out`,
  ]);
}
