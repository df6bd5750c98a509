import { type Calendar, DAY_MS, type SessionDay } from "./calendar.ts";
import { dayOutOfRange, timeOutOfRange } from "./calendar-errors.ts";

/** ECMAScript's dates reach 100 million days to either side of 1970; one less leaves room for the last one's close. */
const LAST_DAY: SessionDay = 99_999_999;

/**
 * Markets that never close: each UTC date is a session from 00:00 to 24:00 UTC. A bar that ends at midnight belongs to
 * the date that it ends.
 */
export const aroundTheClock: Calendar = {
  id: "24x7",
  timeZone: "UTC",
  sessionsPerYear: 365,
  isSession: (day) => Number.isInteger(known(day)),
  open: (day) => known(day) * DAY_MS,
  close: (day) => (known(day) + 1) * DAY_MS,
  start: (day) => known(day) * DAY_MS,
  sessionOf(time) {
    const day = Math.floor(time / DAY_MS);
    const session = time <= day * DAY_MS ? day - 1 : day;
    if (Math.abs(session) <= LAST_DAY) return session;
    throw timeOutOfRange(aroundTheClock.id, -LAST_DAY, LAST_DAY, time);
  },
  sessionOnOrAfter: known,
  sessionOnOrBefore: known,
  sessions(from, to) {
    if (!(from < to)) return new Int32Array(0);
    const first = known(from);
    return Int32Array.from({ length: known(to - 1) - first + 1 }, (_, i) => first + i);
  },
};

function known(day: SessionDay): SessionDay {
  if (Math.abs(day) <= LAST_DAY) return day;
  throw dayOutOfRange(aroundTheClock.id, -LAST_DAY, LAST_DAY, day);
}
