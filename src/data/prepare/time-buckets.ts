import { BacksightError } from "../../core/errors.ts";
import type { Bars } from "../../market/bars.ts";
import type { Calendar, SessionDay } from "../../market/calendar/calendar.ts";
import { monthOf, weekOf } from "../../market/calendar/week-and-month.ts";
import { isIntraday, type Timeframe, timeframeMs } from "../../market/timeframe.ts";

/** A longer bar's place in time. */
export interface TimeBucket {
  /** Epoch milliseconds; bars belong to it while they open before `end` in `lastSession` or an earlier session. */
  readonly start: number;
  readonly end: number;
  /** The last session that it may hold. */
  readonly lastSession: SessionDay;
}

/** Tells the bucket of a bar; called with ascending bars. */
export type BucketOf = (time: number, session: SessionDay) => TimeBucket;

/**
 * The buckets of a longer timeframe. Within a day they are counted from each session's open and never reach over its
 * close (bars outside regular hours are in whole buckets before and after it); days are sessions; weeks begin on
 * Monday, months on the first; several weeks or months are counted from 1970.
 *
 * @throws {BacksightError} BACKSIGHT_RESAMPLE
 */
export function bucketsOf(bars: Bars, to: Timeframe): BucketOf {
  const { calendar, timeframe: from, source } = bars;
  const refuse = (reason: string) =>
    new BacksightError("BACKSIGHT_RESAMPLE", { source, from: from.label, to: to.label, reason });
  if (isIntraday(to)) {
    const [short, long] = [timeframeMs(from), timeframeMs(to)];
    if (!isIntraday(from) || long < short) throw refuse("it is shorter than the data's own");
    if (long % short !== 0) throw refuse("it isn't a multiple of the data's own");
    return (time, session) => intradayBucket(calendar, session, time, long);
  }
  if (!isIntraday(from) && rank(from) > rank(to)) throw refuse("it is shorter than the data's own");
  if (to.unit === "d") {
    if (to.count !== 1) throw refuse("days are sessions, and can be taken one by one only");
    return (_, session) => sessions(calendar, session, session);
  }
  const period = to.unit === "w" ? weekOf : monthOf;
  return (_, session) => {
    const index = Math.floor(period(session) / to.count);
    let last = session;
    for (
      let next = session + 1;
      next < session + 32 * to.count && Math.floor(period(next) / to.count) === index;
      next++
    ) {
      if (isKnownSession(calendar, next)) last = next;
    }
    return sessions(calendar, session, last);
  };
}

function intradayBucket(calendar: Calendar, session: SessionDay, time: number, length: number): TimeBucket {
  const opens = calendar.open(session);
  const closes = calendar.close(session);
  // What follows the close belongs to the next session, from the close on.
  const start = Math.max(opens + Math.floor((time - opens) / length) * length, calendar.start(session));
  return { start, end: Math.min(start + length, start < opens ? opens : closes), lastSession: session };
}

function sessions(calendar: Calendar, first: SessionDay, last: SessionDay): TimeBucket {
  return { start: calendar.open(first), end: calendar.close(last), lastSession: last };
}

/** False also for days after those that the calendar knows. */
function isKnownSession(calendar: Calendar, day: SessionDay): boolean {
  try {
    return calendar.isSession(day);
  } catch (error) {
    if (error instanceof BacksightError && error.code === "BACKSIGHT_CALENDAR_RANGE") return false;
    throw error;
  }
}

function rank({ unit, count }: Timeframe): number {
  return count * { s: 0, m: 0, h: 0, d: 1, w: 7, mo: 30 }[unit];
}
