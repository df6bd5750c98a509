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

/** Refuses a row (from 0) of the source: `problem` continues "line 12: ". */
export type RefuseRow = (row: number, problem: string) => never;
