import { type Timeframe, timeframeMs } from "../../market/timeframe.ts";

/** Clocks differ, and vendors settle a bar a moment after its end. */
const GRACE_MS = 60_000;
const LONGEST_MONTH = 31 * 86_400_000;

/** Bars that open before this instant have ended, and a minute has passed since; epoch milliseconds. */
export function finishedBefore(now: number, timeframe: Timeframe): number {
  const length = timeframe.unit === "mo" ? timeframe.count * LONGEST_MONTH : timeframeMs(timeframe);
  return Math.floor(now) - GRACE_MS - length + 1;
}
