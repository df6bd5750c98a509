import { type Calendar, DAY_MS, dayOfDate, type SessionDay } from "./calendar.ts";
import { dayOutOfRange, notASession, timeOutOfRange } from "./calendar-errors.ts";
import { newYorkOffset } from "./new-york-offset.ts";
import { US_EQUITY_NOON_OPEN, usEquityEarlyCloses, usEquityHolidays } from "./us-equity-holidays.ts";
import { isWeekend } from "./weekday.ts";

/** The days that `usEquity` knows: both included. */
export const US_EQUITY_FIRST_DAY: SessionDay = dayOfDate(1998, 1, 1);
export const US_EQUITY_LAST_DAY: SessionDay = dayOfDate(2030, 12, 31);

const HOUR_MS = 3_600_000;

/**
 * The common calendar of NYSE, Nasdaq and the other US equity exchanges, 1998-01-01 to 2030-12-31: 09:30 to 16:00 New
 * York, 13:00 on early closes. Moments of silence and halts inside a session (09:33 on 2001-09-17, 15:56 on 2005-06-01)
 * leave its times as they were announced. Years to come hold the holidays by rule.
 */
export const usEquity: Calendar = {
  id: "us-equity",
  timeZone: "America/New_York",
  sessionsPerYear: 252,
  isSession(day) {
    checkKnown(day);
    return table().days[indexOnOrAfter(day)] === day;
  },
  open(day) {
    return table().opens[indexOf(day)]!;
  },
  close(day) {
    return table().closes[indexOf(day)]!;
  },
  start(day) {
    const index = indexOf(day);
    return index === 0 ? day * DAY_MS : table().closes[index - 1]!;
  },
  sessionOf(time) {
    const { days, closes } = table();
    // Closes lie between 17:00 and 21:00 UTC of their own date: only the session on or after the UTC date, or the next.
    const utcDay = Math.floor(time / DAY_MS);
    if (!(utcDay >= US_EQUITY_FIRST_DAY && time <= closes[closes.length - 1]!)) {
      throw timeOutOfRange(usEquity.id, US_EQUITY_FIRST_DAY, US_EQUITY_LAST_DAY, time);
    }
    const index = indexOnOrAfter(utcDay);
    return days[time <= closes[index]! ? index : index + 1]!;
  },
  sessionOnOrAfter(day) {
    const { days } = table();
    if (day <= days[0]!) return days[0]!;
    checkKnown(day);
    return days[indexOnOrAfter(day)] ?? outOfRange(day);
  },
  sessionOnOrBefore(day) {
    const { days } = table();
    const last = days[days.length - 1]!;
    if (day >= last) return last;
    checkKnown(day);
    const index = indexOnOrAfter(day);
    return (days[index] === day ? day : days[index - 1]) ?? outOfRange(day);
  },
  sessions(from, to) {
    if (!(from < to)) return new Int32Array(0);
    checkKnown(from);
    checkKnown(to - 1);
    return table().days.slice(indexOnOrAfter(from), indexOnOrAfter(to));
  },
};

interface SessionTable {
  readonly days: Int32Array;
  readonly opens: Float64Array;
  readonly closes: Float64Array;
  /** For each known day and the one behind: the index of the first session on or after it. */
  readonly indexOnOrAfter: Int32Array;
}

let built: SessionTable | undefined;

function table(): SessionTable {
  built ??= buildTable();
  return built;
}

function buildTable(): SessionTable {
  const holidays = new Set<SessionDay>();
  const earlyCloses = new Set<SessionDay>();
  for (let year = 1998; year <= 2030; year++) {
    for (const day of usEquityHolidays(year)) holidays.add(day);
    for (const day of usEquityEarlyCloses(year)) earlyCloses.add(day);
  }
  const days: number[] = [];
  const indexOnOrAfter = new Int32Array(US_EQUITY_LAST_DAY - US_EQUITY_FIRST_DAY + 2);
  for (let day = US_EQUITY_FIRST_DAY; day <= US_EQUITY_LAST_DAY; day++) {
    indexOnOrAfter[day - US_EQUITY_FIRST_DAY] = days.length;
    if (!isWeekend(day) && !holidays.has(day)) days.push(day);
  }
  indexOnOrAfter[indexOnOrAfter.length - 1] = days.length;
  const at = (day: SessionDay, localHour: number) => day * DAY_MS - newYorkOffset(day) + localHour * HOUR_MS;
  return {
    days: Int32Array.from(days),
    opens: Float64Array.from(days, (day) => at(day, day === US_EQUITY_NOON_OPEN ? 12 : 9.5)),
    closes: Float64Array.from(days, (day) => at(day, earlyCloses.has(day) ? 13 : 16)),
    indexOnOrAfter,
  };
}

function indexOnOrAfter(day: SessionDay): number {
  return table().indexOnOrAfter[day - US_EQUITY_FIRST_DAY]!;
}

function indexOf(day: SessionDay): number {
  checkKnown(day);
  const index = indexOnOrAfter(day);
  if (table().days[index] !== day) throw notASession(usEquity.id, day);
  return index;
}

function checkKnown(day: SessionDay): void {
  if (!(day >= US_EQUITY_FIRST_DAY && day <= US_EQUITY_LAST_DAY)) outOfRange(day);
}

function outOfRange(day: SessionDay): never {
  throw dayOutOfRange(usEquity.id, US_EQUITY_FIRST_DAY, US_EQUITY_LAST_DAY, day);
}
