import { BacksightError } from "../../core/errors.ts";
import { type Calendar, DAY_MS, dateOfDay, dayOfDate, type SessionDay } from "./calendar.ts";

/** Half-open range of bar opens, `from <= time < to`, in epoch milliseconds; null: from the first, to the last. */
export interface ResolvedRange {
  readonly from: number | null;
  readonly to: number | null;
}

/**
 * What the texts of `--from` and `--to` mean on a calendar.
 *
 * - A bare date (2024-01-31) means that exchange session, `to` included: bars that open from the previous session's
 *   close on, and before its own close. A date without a session means the next session for `from`, the last one
 *   before for `to`; dates beyond a calendar's end are cut to its first or last session, as nothing lies there. So
 *   `to` one day and `from` the next day part the bars without a gap or an overlap.
 * - ISO 8601 with time and zone (2024-01-31T14:30:00Z, 2024-01-31 09:30-05:00) means that instant, to the millisecond.
 *
 * The first session of a range is `calendar.sessionOf(from + 1)`, the last `calendar.sessionOf(to)`.
 *
 * @throws {BacksightError} BACKSIGHT_DATE (names the flag) for other texts, BACKSIGHT_DATE_RANGE when nothing lies
 * between the two, BACKSIGHT_CALENDAR_RANGE for a `from` after the last or a `to` before the first known session
 */
export function resolveRange(calendar: Calendar, from: string | undefined, to: string | undefined): ResolvedRange {
  const start = from === undefined ? null : resolveFrom(calendar, from);
  const end = to === undefined ? null : resolveTo(calendar, to);
  if (start !== null && end !== null && start >= end) {
    throw new BacksightError("BACKSIGHT_DATE_RANGE", { calendar: calendar.id, from, to });
  }
  return { from: start, to: end };
}

function resolveFrom(calendar: Calendar, text: string): number {
  const moment = parseMoment("--from", text);
  return "time" in moment ? moment.time : calendar.start(calendar.sessionOnOrAfter(moment.day));
}

function resolveTo(calendar: Calendar, text: string): number {
  const moment = parseMoment("--to", text);
  return "time" in moment ? moment.time : calendar.close(calendar.sessionOnOrBefore(moment.day));
}

const DATE = /^(\d{4}-\d\d-\d\d)$/;
const INSTANT = /^(\d{4}-\d\d-\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(?:(Z)|([+-])(\d\d):?(\d\d))$/i;

function parseMoment(name: string, text: string): { readonly day: SessionDay } | { readonly time: number } {
  const trimmed = text.trim();
  const match = DATE.exec(trimmed) ?? INSTANT.exec(trimmed);
  const day = match === null ? null : parseDate(match[1]!);
  if (match === null || day === null) throw new BacksightError("BACKSIGHT_DATE", { name, value: text });
  if (match[2] === undefined) return { day };

  const part = (group: number) => Number(match[group] ?? 0);
  const [hours, minutes, seconds, zoneHours, zoneMinutes] = [part(2), part(3), part(4), part(8), part(9)];
  if (hours > 23 || minutes > 59 || seconds > 59 || zoneHours > 23 || zoneMinutes > 59) {
    throw new BacksightError("BACKSIGHT_DATE", { name, value: text });
  }
  const milliseconds = Number((match[5] ?? "").padEnd(3, "0").slice(0, 3));
  const offset = (match[7] === "-" ? -1 : 1) * (zoneHours * 60 + zoneMinutes) * 60_000;
  return { time: day * DAY_MS + ((hours * 60 + minutes) * 60 + seconds) * 1000 + milliseconds - offset };
}

/** Null for dates that no calendar has, such as 2024-02-30. */
function parseDate(text: string): SessionDay | null {
  const [year, month, date] = text.split("-").map(Number);
  const day = dayOfDate(year!, month!, date!);
  return dateOfDay(day) === text ? day : null;
}
