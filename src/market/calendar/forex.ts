import { type Calendar, DAY_MS, dayOfDate, type SessionDay } from "./calendar.ts";
import { dayOutOfRange, notASession, timeOutOfRange } from "./calendar-errors.ts";
import { newYorkOffset } from "./new-york-offset.ts";
import { isWeekend, weekdayOf } from "./weekday.ts";

/** The first and last known sessions: a Monday and a Friday; both included. */
export const FOREX_FIRST_DAY: SessionDay = dayOfDate(1987, 1, 5);
export const FOREX_LAST_DAY: SessionDay = dayOfDate(2050, 12, 30);

const END_OF_DAY = 17 * 3_600_000;

/**
 * Currencies: five sessions a week, each from 17:00 New York of the day before (Sunday's evening begins Monday) to 17:00
 * New York of its date, by New York's clocks. Every weekday is a session, Christmas and New Year too, on which there is
 * little trading: 260 a year.
 */
export const forex: Calendar = {
  id: "24x5",
  timeZone: "America/New_York",
  sessionsPerYear: 260,
  isSession: (day) => !isWeekend(known(day)),
  open: (day) => closeOf(session(day) - 1),
  close: (day) => closeOf(session(day)),
  start: (day) => (session(day) === FOREX_FIRST_DAY ? day * DAY_MS : closeOf(weekdayOf(day) === 1 ? day - 3 : day - 1)),
  sessionOf(time) {
    // A session closes at 21:00 or 22:00 UTC of its date: it is the one on or after the UTC date, or the next.
    const utcDay = Math.floor(time / DAY_MS);
    if (!(utcDay >= FOREX_FIRST_DAY && time <= closeOf(FOREX_LAST_DAY))) {
      throw timeOutOfRange(forex.id, FOREX_FIRST_DAY, FOREX_LAST_DAY, time);
    }
    const day = onOrAfter(utcDay);
    return time <= closeOf(day) ? day : onOrAfter(day + 1);
  },
  sessionOnOrAfter: (day) => onOrAfter(day <= FOREX_FIRST_DAY ? FOREX_FIRST_DAY : known(day)),
  sessionOnOrBefore(day) {
    const at = day >= FOREX_LAST_DAY ? FOREX_LAST_DAY : known(day);
    return isWeekend(at) ? at - (weekdayOf(at) === 6 ? 1 : 2) : at;
  },
  sessions(from, to) {
    if (!(from < to)) return new Int32Array(0);
    known(from);
    known(to - 1);
    const days: SessionDay[] = [];
    for (let day = from; day < to; day++) if (!isWeekend(day)) days.push(day);
    return Int32Array.from(days);
  },
};

function closeOf(day: SessionDay): number {
  return day * DAY_MS - newYorkOffset(day) + END_OF_DAY;
}

function onOrAfter(day: SessionDay): SessionDay {
  return isWeekend(day) ? day + (weekdayOf(day) === 6 ? 2 : 1) : day;
}

function session(day: SessionDay): SessionDay {
  if (isWeekend(known(day))) throw notASession(forex.id, day);
  return day;
}

function known(day: SessionDay): SessionDay {
  if (day >= FOREX_FIRST_DAY && day <= FOREX_LAST_DAY) return day;
  throw dayOutOfRange(forex.id, FOREX_FIRST_DAY, FOREX_LAST_DAY, day);
}
