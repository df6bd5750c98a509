/** A session by number: days from 1970-01-01 to the session's date. */
export type SessionDay = number;

/**
 * When a market is open. A session is a trading day; it has a date, an open and a close, and everything after the
 * previous session's close up to and including its own close belongs to it: `start(day) < time <= close(day)`.
 *
 * Days and times that a calendar doesn't know throw BACKSIGHT_CALENDAR_RANGE; a known day that is no session throws
 * BACKSIGHT_ARGUMENT where a session is asked for.
 */
export interface Calendar {
  readonly id: "us-equity" | "24x7" | "24x5" | "none";
  /** IANA name of the zone in which session dates are meant. */
  readonly timeZone: string;
  /** Sessions in a year, for annualising: 252, 365, 260; 52 or 12 where the sessions are the weeks or months of a file. */
  readonly sessionsPerYear: number;
  /** @throws {BacksightError} BACKSIGHT_CALENDAR_RANGE */
  isSession(day: SessionDay): boolean;
  /** Epoch milliseconds of the regular open. @throws {BacksightError} BACKSIGHT_CALENDAR_RANGE, BACKSIGHT_ARGUMENT */
  open(day: SessionDay): number;
  /** Epoch milliseconds of the regular (or early) close. @throws {BacksightError} BACKSIGHT_CALENDAR_RANGE, BACKSIGHT_ARGUMENT */
  close(day: SessionDay): number;
  /**
   * Epoch milliseconds of the previous session's close, after which everything belongs to this session; for the first
   * known one 00:00 UTC of its date. @throws {BacksightError} BACKSIGHT_CALENDAR_RANGE, BACKSIGHT_ARGUMENT
   */
  start(day: SessionDay): number;
  /** The session that an instant belongs to: the first one whose close is not before `time`. @throws {BacksightError} BACKSIGHT_CALENDAR_RANGE */
  sessionOf(time: number): SessionDay;
  /** The first known session on or after `day`. @throws {BacksightError} BACKSIGHT_CALENDAR_RANGE when the last known one is earlier */
  sessionOnOrAfter(day: SessionDay): SessionDay;
  /** The last known session on or before `day`. @throws {BacksightError} BACKSIGHT_CALENDAR_RANGE when the first known one is later */
  sessionOnOrBefore(day: SessionDay): SessionDay;
  /** Sessions with `from <= day < to`, ascending. @throws {BacksightError} BACKSIGHT_CALENDAR_RANGE when these days aren't all known */
  sessions(from: SessionDay, to: SessionDay): Int32Array;
}

/** Milliseconds of a day of 24 hours. */
export const DAY_MS = 86_400_000;

/** 1970-01-01 is 0. */
export function dayOfDate(year: number, month: number, day: number): SessionDay {
  return Math.round(Date.UTC(year, month - 1, day) / DAY_MS);
}

/** "2024-01-31" of a day number. */
export function dateOfDay(day: SessionDay): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}
