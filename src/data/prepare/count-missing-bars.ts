import type { Bars } from "../../market/bars.ts";
import type { Calendar, SessionDay } from "../../market/calendar/calendar.ts";
import { isIntraday, timeframeMs } from "../../market/timeframe.ts";

/** How complete a history is. */
export interface MissingBars {
  /** Bars that sessions of regular hours would hold without a gap, from the first bar to the last. */
  readonly expected: number;
  readonly missing: number;
  /** Sessions between the first and the last bar without any bar. */
  readonly emptySessions: number;
}

/**
 * Bars that a calendar leads to expect and that aren't there: in each session one for every timeframe, the last one may
 * be shorter. Bars outside regular hours count for nothing. Null where nothing tells what to expect: on a calendar made
 * of the data's own dates, and for bars of more than a day.
 */
export function countMissingBars({ time, session, timeframe, calendar }: Bars): MissingBars | null {
  if (calendar.id === "none" || (!isIntraday(timeframe) && timeframe.label !== "1d")) return null;
  const length = isIntraday(timeframe) ? timeframeMs(timeframe) : Infinity;
  const last = time.length - 1;
  const days = calendar.sessions(session[0]!, session[last]! + 1);
  let expected = 0;
  let missing = 0;
  let emptySessions = 0;
  let i = 0;
  for (const [j, day] of days.entries()) {
    const due = barsDue(
      calendar,
      day,
      j === 0 ? time[0]! : -Infinity,
      j === days.length - 1 ? time[last]! : Infinity,
      length,
    );
    let found = 0;
    let inSession = 0;
    for (; i < time.length && session[i]! <= day; i++) {
      inSession++;
      const opens = time[i]!;
      if (length === Infinity || (opens > calendar.open(day) - length && opens < calendar.close(day))) found++;
    }
    if (inSession === 0) emptySessions++;
    expected += due;
    missing += Math.max(0, due - found);
  }
  return { expected, missing, emptySessions };
}

/** Bars of a session that open neither before `first` nor after `last`. */
function barsDue(calendar: Calendar, day: SessionDay, first: number, last: number, length: number): number {
  if (length === Infinity) return 1;
  const from = Math.max(calendar.open(day), first);
  const to = Math.min(calendar.close(day), last + length);
  return Math.max(0, Math.ceil((to - from) / length));
}
