import type { Bars } from "./bars.ts";
import { columnOf, sessionColumn } from "./compact/compact-bars.ts";
import { isIntraday } from "./timeframe.ts";

/** True when the calendar says that no bar of its session comes after bar `i`. */
export function isLastOfSession(bars: Bars, i: number): boolean {
  if (!isIntraday(bars.timeframe)) return true;
  return columnOf(bars, "closeTime").at(i)! >= bars.calendar.close(sessionColumn(bars).at(i)!);
}
