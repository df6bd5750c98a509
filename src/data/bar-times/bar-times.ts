import type { Calendar } from "../../market/calendar/calendar.ts";
import type { Timeframe } from "../../market/timeframe.ts";

/** What a person said about the rows of a file; the rest is inferred. */
export interface TimeSettings {
  readonly timeframe?: Timeframe | undefined;
  readonly calendar?: Calendar | undefined;
}

/** When each bar opens and closes, and by which clock. */
export interface BarTimes {
  /** Epoch milliseconds, ascending. */
  readonly time: Float64Array;
  readonly closeTime: Float64Array;
  readonly timeframe: Timeframe;
  readonly calendar: Calendar;
  /** What was inferred, for people. */
  readonly notes: readonly string[];
}

/** When each bar opens, and how its close follows: for files so long that there is no room for all closes. */
export interface BarOpens {
  /** Epoch milliseconds, ascending. */
  readonly time: Float64Array;
  readonly timeframe: Timeframe;
  readonly calendar: Calendar;
  /** What was inferred, for people. */
  readonly notes: readonly string[];
  /** The closes of bars `start` to `end`, excluded. Ask for each bar once, in order. */
  closeTimes(start: number, end: number): Float64Array;
  /** What showed only when all closes were asked for; belongs behind `notes`. */
  lateNotes(): readonly string[];
}

/** Opens of bars whose closes are known. */
export function opensOfTimes({ closeTime, ...times }: BarTimes): BarOpens {
  return { ...times, closeTimes: (start, end) => closeTime.subarray(start, end), lateNotes: () => [] };
}

/** The opens with all their closes. */
export function timesOfOpens({ closeTimes, lateNotes, ...opens }: BarOpens): BarTimes {
  const closeTime = closeTimes(0, opens.time.length);
  return { ...opens, closeTime, notes: [...opens.notes, ...lateNotes()] };
}

/** Refuses a row (from 0) of the source: `problem` continues "line 12: ". */
export type RefuseRow = (row: number, problem: string) => never;
