import type { Calendar } from "./calendar/calendar.ts";

/**
 * The session of each bar, by its close. A session holds everything up to its own close, and closes ascend: the
 * calendar is asked once per session, and few closes inside one are looked at.
 *
 * @param closeTime ascending, epoch milliseconds
 * @throws {BacksightError} BACKSIGHT_CALENDAR_RANGE
 */
export function sessionsOf(calendar: Calendar, closeTime: Float64Array): Int32Array {
  const session = new Int32Array(closeTime.length);
  for (let start = 0; start < closeTime.length; ) {
    const current = calendar.sessionOf(closeTime[start]!);
    const end = firstAfter(closeTime, calendar.close(current), start + 1);
    session.fill(current, start, end);
    start = end;
  }
  return session;
}

/** The index of the first value above a limit, from `start` on, found in ever longer steps; the length without one. */
function firstAfter(ascending: Float64Array, limit: number, start: number): number {
  let low = start;
  let step = 1;
  while (low + step <= ascending.length && ascending[low + step - 1]! <= limit) {
    low += step;
    step *= 2;
  }
  let high = Math.min(ascending.length, low + step - 1);
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ascending[middle]! <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
