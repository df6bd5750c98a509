import { DAY_MS } from "../../market/calendar/calendar.ts";
import { datesOfInstants, inferFromLocalTimes } from "../../market/calendar/infer-calendar.ts";
import { localDayToUtc } from "../../market/calendar/time-zone.ts";
import { isIntraday } from "../../market/timeframe.ts";
import {
  type BarOpens,
  type BarTimes,
  opensOfTimes,
  type RefuseRow,
  type TimeSettings,
  timesOfOpens,
} from "./bar-times.ts";
import type { ColumnTimes, RowNames } from "./column-times.ts";
import { endsOfDays } from "./ends-of-days.ts";
import type { OffsetRuns } from "./offset-runs.ts";
import { timesOfDates } from "./times-of-dates.ts";
import { opensOfInstants } from "./times-of-instants.ts";
import { writtenTime } from "./written-time.ts";

/** Tells how the rows of a file lie. */
interface RowOrder {
  /** The file was sorted newest first: the other columns have to be reversed as well. */
  readonly isDescending: boolean;
}

/** The times of all bars, ascending. */
export type RowTimes = BarTimes & RowOrder;
/** The same, the closes to follow. */
export type RowOpens = BarOpens & RowOrder;

/** What a person said about the times of a file. */
export interface RowTimeSettings extends TimeSettings {
  /** IANA zone of times that are written without an offset. */
  readonly timeZone?: string | undefined;
}

/**
 * From the times as written to opens and closes: checks their order, tells dates from times of day, and finds time
 * zone, timeframe and calendar where the settings don't name them. Rows that all stand at midnight (as written, in UTC,
 * in the given zone or in New York) bear dates, unless the given timeframe is shorter than a day. The column is spent:
 * long files have no room for copies of it.
 *
 * @throws {BacksightError} what `rows.refuse` throws, BACKSIGHT_ARGUMENT, BACKSIGHT_OPTION_UNKNOWN
 */
export function timesOfRows(column: ColumnTimes, rows: RowNames, settings: RowTimeSettings): RowTimes {
  const { isDescending, ...opens } = opensOfRows(column, rows, settings);
  return { ...timesOfOpens(opens), isDescending };
}

/** `timesOfRows`, the closes to follow. */
export function opensOfRows(column: ColumnTimes, rows: RowNames, settings: RowTimeSettings): RowOpens {
  const { written: time, offsets } = column;
  const { timeframe } = settings;
  const mayBeDates = timeframe === undefined || !isIntraday(timeframe);
  const dates = mayBeDates ? writtenDates(time) : undefined;
  offsets?.subtractFrom(time);
  const notes = [...column.notes];
  const isDescending = isNewestFirst(time, offsets, rows);
  if (isDescending) {
    time.reverse();
    dates?.reverse();
    notes.push("the file is sorted newest first: its rows were reversed");
  }
  const refuse: RefuseRow = (row, problem) => rows.refuse(isDescending ? time.length - 1 - row : row, problem);
  const days = dates ?? (mayBeDates && offsets !== undefined ? datesIn(settings.timeZone, time) : undefined);
  let opens: BarOpens;
  if (days !== undefined) opens = opensOfTimes(timesOfDates(days, settings, refuse));
  else if (offsets !== undefined) opens = opensOfInstants(time, settings, refuse);
  else opens = opensOfLocals(time, settings, refuse);
  return { ...opens, isDescending, notes: [...notes, ...opens.notes] };
}

/** For rows that bear a time of day, but no offset; `written` becomes their instants. */
function opensOfLocals(written: Float64Array, settings: RowTimeSettings, refuse: RefuseRow): BarOpens {
  const { timeZone, timeframe, calendar } = settings;
  const given = timeZone ?? calendar?.timeZone;
  if (given !== undefined) {
    const note = timeZone === undefined ? [`time zone not given: read as the calendar's, ${given}`] : [];
    const opens = opensOfInstants(toInstants(written, given, refuse), settings, refuse);
    return { ...opens, notes: [...note, ...opens.notes] };
  }
  const { days, msOfDay } = splitDays(endsOfDays(written));
  const inferred = inferFromLocalTimes(days, msOfDay);
  const instants = toInstants(written, inferred.timeZone, refuse);
  const opens = opensOfInstants(instants, { timeframe, calendar: inferred.calendar }, refuse);
  return { ...opens, notes: [`time zone not given: read as ${inferred.timeZone}`, inferred.note, ...opens.notes] };
}

/** The dates of rows that are written without a time of day; undefined when any row has one. */
function writtenDates(written: Float64Array): Int32Array | undefined {
  return written.every((ms) => ms % DAY_MS === 0) ? Int32Array.from(written, (ms) => ms / DAY_MS) : undefined;
}

/** The dates of instants that all are midnights in the zone, in UTC or in New York; undefined for times of day. */
export function datesIn(timeZone: string | undefined, instants: Float64Array): Int32Array | undefined {
  return midnightsIn(timeZone, instants) ?? datesOfInstants(instants) ?? undefined;
}

function midnightsIn(timeZone: string | undefined, instants: Float64Array): Int32Array | undefined {
  if (timeZone === undefined) return undefined;
  const days = new Int32Array(instants.length);
  for (let i = 0; i < instants.length; i++) {
    const utcDay = Math.floor(instants[i]! / DAY_MS);
    if (localDayToUtc(timeZone, utcDay, 0) === instants[i]) days[i] = utcDay;
    else if (localDayToUtc(timeZone, utcDay + 1, 0) === instants[i]) days[i] = utcDay + 1;
    else return undefined;
  }
  return days;
}

/** In place. */
function toInstants(written: Float64Array, timeZone: string, refuse: RefuseRow): Float64Array {
  for (let i = 0; i < written.length; i++) {
    const local = written[i]!;
    const day = Math.floor(local / DAY_MS);
    const instant = localDayToUtc(timeZone, day, local - day * DAY_MS);
    if (i > 0 && instant <= written[i - 1]!) {
      refuse(i, `clocks in ${timeZone} skip its time ${writtenTime(local)}, so it falls on the bar before`);
    }
    written[i] = instant;
  }
  return written;
}

function splitDays(written: Float64Array): { readonly days: Int32Array; readonly msOfDay: Float64Array } {
  const days = new Int32Array(written.length);
  const msOfDay = new Float64Array(written.length);
  for (let i = 0; i < written.length; i++) {
    days[i] = Math.floor(written[i]! / DAY_MS);
    msOfDay[i] = written[i]! - days[i]! * DAY_MS;
  }
  return { days, msOfDay };
}

/** True when every row is earlier than the one above; refuses the first row that breaks the order of most rows. */
function isNewestFirst(time: Float64Array, offsets: OffsetRuns | undefined, rows: RowNames): boolean {
  let rising = 0;
  let falling = 0;
  for (let i = 1; i < time.length; i++) {
    if (time[i]! > time[i - 1]!) rising++;
    else if (time[i]! < time[i - 1]!) falling++;
  }
  if (rising === time.length - 1) return false;
  if (falling === time.length - 1) return true;
  const isFalling = falling > rising;
  const { noun } = rows;
  for (let i = 1; i < time.length; i++) {
    const step = time[i]! - time[i - 1]!;
    if (isFalling ? step < 0 : step > 0) continue;
    const shown = writtenTime(time[i]! + (offsets?.at(i) ?? 0));
    const before = rows.numberOf(i - 1);
    const above = before === rows.numberOf(i) - 1 ? `the ${noun} above` : `${noun} ${before}`;
    if (step === 0) rows.refuse(i, `its time ${shown} is also that of ${noun} ${before}`);
    if (isFalling)
      rows.refuse(i, `its time ${shown} comes after ${above}, though most ${noun}s are sorted newest first`);
    rows.refuse(i, `its time ${shown} comes before ${above}`);
  }
  return false;
}
