import { checkInteger } from "../../core/checks.ts";
import { BacksightError, isBacksightError } from "../../core/errors.ts";
import type { Bars } from "../../market/bars.ts";
import type { SessionDay } from "../../market/calendar/calendar.ts";
import { medianDistance } from "../../market/calendar/date-spacing.ts";
import { type CalendarLength, dayAfter, parseCalendarLength, sumOfLengths, timesLength } from "./calendar-length.ts";
import type { RowRange } from "./row-range.ts";
import { type WalkForwardRowsOptions, type WalkForwardWindow, walkForwardRows } from "./walk-forward-rows.ts";

/** Lengths in sessions (when not given) or in bars; see {@link WalkForwardRowsOptions}. */
export interface CountedWalkForwardOptions extends WalkForwardRowsOptions {
  readonly unit?: "sessions" | "bars" | undefined;
}

/** Lengths of calendar time: "2y", "6mo", "4w", "10d". Otherwise as {@link WalkForwardRowsOptions}. */
export interface CalendarWalkForwardOptions {
  readonly unit: "calendar";
  readonly train: string;
  readonly test: string;
  readonly step?: string | undefined;
  readonly isAnchored?: boolean | undefined;
  readonly purge?: string | undefined;
  readonly embargo?: string | undefined;
}

export type WalkForwardOptions = CountedWalkForwardOptions | CalendarWalkForwardOptions;

/** What of the bars the windows depend on. */
export type WindowAxis = Pick<Bars, "length" | "session" | "calendar">;

/**
 * Walk-forward windows over bars, as ranges of rows: {@link walkForwardRows} with lengths in sessions, in bars, or in
 * calendar time from the first bar's session on.
 *
 * In calendar time a window is complete when no further session of the calendar would fall into its test (where the
 * calendar ends with the data, none at the usual distance of sessions). A window without rows to train or test on, in a
 * hole of the data, is left out.
 *
 * @throws {BacksightError} BACKSIGHT_ARGUMENT
 * @example walkForwardWindows(bars, { unit: "calendar", train: "2y", test: "6mo" })
 */
export function walkForwardWindows(axis: WindowAxis, options: WalkForwardOptions): WalkForwardWindow[] {
  if (options.unit === "calendar") return calendarWindows(axis, options);
  if (options.unit === "bars") return walkForwardRows(axis.length, options);
  if (options.unit !== undefined && options.unit !== "sessions") {
    const rule = "sessions, bars or calendar";
    throw new BacksightError("BACKSIGHT_ARGUMENT", { name: "unit", rule, value: options.unit });
  }
  const starts = sessionStarts(axis.session);
  const rowOf = (session: number) => starts[session] ?? axis.length;
  const rowsOf = ({ start, end }: RowRange): RowRange => ({ start: rowOf(start), end: rowOf(end) });
  return walkForwardRows(starts.length, options).map(({ train, test, outOfSample }) => ({
    train: rowsOf(train),
    test: rowsOf(test),
    outOfSample: rowsOf(outOfSample),
  }));
}

function calendarWindows(axis: WindowAxis, options: CalendarWalkForwardOptions): WalkForwardWindow[] {
  const { isAnchored = false } = options;
  const train = positiveLength("train", options.train);
  const test = positiveLength("test", options.test);
  const step = options.step === undefined ? test : positiveLength("step", options.step);
  const leftOut = sumOfLengths(
    parseCalendarLength("purge", options.purge ?? "0d"),
    parseCalendarLength("embargo", options.embargo ?? "0d"),
  );
  const { session, length } = axis;
  const origin = session[0];
  if (origin === undefined) return [];
  if (dayAfter(origin, sumOfLengths(train, timesLength(leftOut, -1))) <= origin) {
    const rule = "longer than purge and embargo";
    throw new BacksightError("BACKSIGHT_ARGUMENT", { name: "train", rule, value: options.train });
  }

  const after = (...lengths: readonly CalendarLength[]) => dayAfter(origin, sumOfLengths(...lengths));
  const known = nextSession(axis);
  const windows: WalkForwardWindow[] = [];
  for (let k = 0; ; k++) {
    const gone = timesLength(step, k);
    const end = after(gone, train, test);
    if (end > known) return windows;
    const start = after(gone, train);
    const next = timesLength(step, k + 1);
    const isLast = after(next, train, test) > known;
    const curveEnd = isLast ? end : Math.min(end, after(next, train));
    const rowOf = (day: SessionDay) => firstRowFrom(session, length, day);
    const window = {
      train: {
        start: isAnchored ? 0 : rowOf(after(gone)),
        end: rowOf(after(gone, train, timesLength(leftOut, -1))),
      },
      test: { start: rowOf(start), end: rowOf(end) },
      outOfSample: { start: rowOf(start), end: rowOf(curveEnd) },
    };
    if (window.train.start < window.train.end && window.test.start < window.test.end) windows.push(window);
  }
}

function positiveLength(name: string, text: unknown): CalendarLength {
  const length = parseCalendarLength(name, text);
  checkInteger(`${name}, in days and months,`, length.months + length.days, 1);
  return length;
}

/** Row of each session's first bar. */
function sessionStarts(session: Int32Array): number[] {
  const starts: number[] = [];
  for (let i = 0; i < session.length; i++) if (i === 0 || session[i] !== session[i - 1]) starts.push(i);
  return starts;
}

function firstRowFrom(session: Int32Array, length: number, day: SessionDay): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (session[middle]! < day) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The session that would come behind the last bar's. */
function nextSession({ session, length, calendar }: WindowAxis): SessionDay {
  const last = session[length - 1]!;
  try {
    return calendar.sessionOnOrAfter(last + 1);
  } catch (error) {
    if (!isBacksightError(error) || error.code !== "BACKSIGHT_CALENDAR_RANGE") throw error;
    const days = Int32Array.from(sessionStarts(session), (row) => session[row]!);
    return last + (days.length > 1 ? Math.round(medianDistance(days)) : 1);
  }
}
