import { BacksightError } from "../../core/errors.ts";
import { dateOfDay, dayOfDate, type SessionDay } from "../../market/calendar/calendar.ts";

/** A length of calendar time; the months are counted first. */
export interface CalendarLength {
  readonly months: number;
  readonly days: number;
}

const UNITS: Readonly<Record<string, CalendarLength>> = {
  d: { months: 0, days: 1 },
  w: { months: 0, days: 7 },
  mo: { months: 1, days: 0 },
  y: { months: 12, days: 0 },
};

/**
 * Reads "2y", "6mo", "4w", "10d".
 *
 * @param name what errors call it
 * @throws {BacksightError} BACKSIGHT_ARGUMENT
 */
export function parseCalendarLength(name: string, text: unknown): CalendarLength {
  const match = typeof text === "string" ? /^(0|[1-9]\d{0,4})(y|mo|w|d)$/.exec(text.trim().toLowerCase()) : null;
  if (match === null) {
    const rule = "a length of calendar time such as 2y, 6mo, 4w or 10d";
    throw new BacksightError("BACKSIGHT_ARGUMENT", { name, rule, value: text });
  }
  return timesLength(UNITS[match[2]!]!, Number(match[1]));
}

export function sumOfLengths(...lengths: readonly CalendarLength[]): CalendarLength {
  return lengths.reduce((sum, { months, days }) => ({ months: sum.months + months, days: sum.days + days }));
}

export function timesLength({ months, days }: CalendarLength, factor: number): CalendarLength {
  return { months: months * factor, days: days * factor };
}

/**
 * The day so much later (or earlier, of negative lengths): first the months, to the month's last day where it has no
 * such day, then the days. 2024-01-31 and one month is 2024-02-29.
 */
export function dayAfter(day: SessionDay, { months, days }: CalendarLength): SessionDay {
  const [year = NaN, month = NaN, date = NaN] = dateOfDay(day).split("-").map(Number);
  const last = dayOfDate(year, month + months + 1, 1) - 1;
  return Math.min(dayOfDate(year, month + months, date), last) + days;
}
