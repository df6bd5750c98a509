import { BacksightError, isBacksightError } from "../../core/errors.ts";
import { type Calendar, dateOfDay, type SessionDay } from "../../market/calendar/calendar.ts";

/** The bars of consecutive sessions, without prices. */
export interface SessionGrid {
  /** Open and close of each bar, epoch milliseconds. */
  readonly time: Float64Array;
  readonly closeTime: Float64Array;
  readonly sessions: readonly GridSession[];
}

export interface GridSession {
  readonly lengthMs: number;
  /** Bars of this session: from here to the next session's first, or the end. */
  readonly firstBar: number;
  /** True when the market was closed before it. */
  readonly isAfterGap: boolean;
}

/**
 * The first `bars` bars from `start` on; the last session may be cut short.
 *
 * @param barMs length of a bar, or null for one bar per session; bars begin at the open, a session's last one ends
 * with it
 * @throws {BacksightError} BACKSIGHT_CALENDAR_RANGE for a start that the calendar doesn't know, BACKSIGHT_ARGUMENT when
 * it ends before there are enough bars
 */
export function sessionGrid(calendar: Calendar, start: SessionDay, bars: number, barMs: number | null): SessionGrid {
  const time = new Float64Array(bars);
  const closeTime = new Float64Array(bars);
  const sessions: GridSession[] = [];
  calendar.isSession(start);
  let day = start - 1;
  for (let i = 0; i < bars; ) {
    day = nextSession(calendar, day, start, i, bars);
    const open = calendar.open(day);
    const close = calendar.close(day);
    const step = barMs ?? close - open;
    sessions.push({ lengthMs: close - open, firstBar: i, isAfterGap: calendar.start(day) < open });
    for (let at = open; at < close && i < bars; at += step, i++) {
      time[i] = at;
      closeTime[i] = Math.min(at + step, close);
    }
  }
  return { time, closeTime, sessions };
}

function nextSession(
  calendar: Calendar,
  day: SessionDay,
  start: SessionDay,
  soFar: number,
  wanted: number,
): SessionDay {
  try {
    return calendar.sessionOnOrAfter(day + 1);
  } catch (error) {
    if (!isBacksightError(error) || error.code !== "BACKSIGHT_CALENDAR_RANGE") throw error;
    const rule = `at most ${soFar} from ${dateOfDay(start)} on, where the ${calendar.id} calendar ends; start earlier or take calendar=24x7`;
    throw new BacksightError("BACKSIGHT_ARGUMENT", { name: "bars", rule, value: wanted }, { cause: error });
  }
}
