import { BacksightError } from "../../core/errors.ts";
import { type Calendar, DAY_MS, type SessionDay } from "./calendar.ts";
import { dayOutOfRange, notASession, timeOutOfRange } from "./calendar-errors.ts";
import { distinctAscending, LONGEST_DAILY_DISTANCE, medianDistance } from "./date-spacing.ts";
import { isWeekend } from "./weekday.ts";

/**
 * The calendar of a file that follows no known one: the sessions are exactly the given dates, in UTC. A session opens
 * at 00:00 of its date and closes at 00:00 of the next given date (the last one a day after its open), so that the
 * row of a week or month is never known before its period can have ended.
 *
 * Sessions per year: 252 for daily dates, 365 when any of them is a Saturday or Sunday. Dates whose median distance is
 * above four days are the labels of longer periods, whatever their weekday: 52 (up to 10 days), 26 (20), 12 (45),
 * 4 (135), 2 (270), else 1.
 *
 * @param days at least one date; order and repetitions don't matter
 * @throws {BacksightError} BACKSIGHT_ARGUMENT without a date
 */
export function calendarOfDates(days: Int32Array): Calendar {
  const dates = distinctAscending(days);
  const first = dates[0];
  const last = dates[dates.length - 1];
  if (first === undefined || last === undefined) {
    throw new BacksightError("BACKSIGHT_ARGUMENT", { name: "days", rule: "at least one date", value: "none" });
  }
  const indexOf = (day: SessionDay): number => {
    if (!(day >= first && day <= last)) throw dayOutOfRange(NAME, first, last, day);
    const index = countBefore(dates, day);
    if (dates[index] !== day) throw notASession("none", day);
    return index;
  };
  return {
    id: "none",
    timeZone: "UTC",
    sessionsPerYear: perYear(dates),
    isSession: (day) => dates[countBefore(dates, day)] === day,
    open: (day) => dates[indexOf(day)]! * DAY_MS,
    close: (day) => (dates[indexOf(day) + 1] ?? day + 1) * DAY_MS,
    start: (day) => dates[indexOf(day)]! * DAY_MS,
    sessionOf(time) {
      if (!(time <= (last + 1) * DAY_MS)) throw timeOutOfRange(NAME, first, last, time);
      const day = Math.floor(time / DAY_MS);
      const begun = countBefore(dates, time > day * DAY_MS ? day + 1 : day);
      return dates[Math.max(0, begun - 1)]!;
    },
    sessionOnOrAfter(day) {
      if (!(day <= last)) throw dayOutOfRange(NAME, first, last, day);
      return dates[countBefore(dates, day)]!;
    },
    sessionOnOrBefore(day) {
      if (!(day >= first)) throw dayOutOfRange(NAME, first, last, day);
      return dates[countBefore(dates, Math.floor(day) + 1) - 1]!;
    },
    sessions: (from, to) => dates.slice(countBefore(dates, from), countBefore(dates, to)),
  };
}

/** As messages call it: its id, "none", would read as if there were no calendar at fault. */
const NAME = "file's own";

const PERIODS = [
  { upTo: 10, perYear: 52 },
  { upTo: 20, perYear: 26 },
  { upTo: 45, perYear: 12 },
  { upTo: 135, perYear: 4 },
  { upTo: 270, perYear: 2 },
] as const;

function perYear(dates: Int32Array): number {
  const distance = medianDistance(dates);
  if (distance > LONGEST_DAILY_DISTANCE) return PERIODS.find(({ upTo }) => distance <= upTo)?.perYear ?? 1;
  return dates.some(isWeekend) ? 365 : 252;
}

/** How many dates are before `day`: the index of the first one on or after it. */
function countBefore(dates: Int32Array, day: number): number {
  let low = 0;
  let high = dates.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (dates[middle]! < day) low = middle + 1;
    else high = middle;
  }
  return low;
}
