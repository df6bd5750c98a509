import { BacksightError } from "../core/errors.ts";
import type { Adjustment, Bars } from "../market/bars.ts";
import type { Calendar } from "../market/calendar/calendar.ts";
import { calendarById } from "../market/calendar/calendar-by-id.ts";
import { createLoadedBars } from "../market/compact/create-loaded-bars.ts";
import { type Instrument, instrument } from "../market/instrument.ts";
import { parseTimeframe, type Timeframe } from "../market/timeframe.ts";
import type { ColumnTimes } from "./bar-times/column-times.ts";
import { epochTimes } from "./bar-times/epoch-times.ts";
import { OffsetRuns } from "./bar-times/offset-runs.ts";
import { timesOfRows } from "./bar-times/times-of-rows.ts";
import { TimeColumn } from "./formats/csv/time-column.ts";

/** A time as data have it: text, epoch seconds to nanoseconds, or a `Date`. */
export type GivenTime = string | number | Date;

/** Prices and times of bars, column by column, all of one length. */
export interface PriceColumns {
  readonly time: ArrayLike<GivenTime>;
  readonly open: ArrayLike<number>;
  readonly high: ArrayLike<number>;
  readonly low: ArrayLike<number>;
  readonly close: ArrayLike<number>;
  readonly volume?: ArrayLike<number> | undefined;
}

/** The same, one bar. */
export interface PriceRow {
  readonly time: GivenTime;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume?: number | undefined;
}

/** What is known of the bars; the rest is inferred, and said in the bars' notes. */
export interface BarsOfOptions {
  /** `"5m"`, `"1d"`. */
  readonly timeframe?: Timeframe | string | undefined;
  /** `"us-equity"`, `"24x7"`, `"24x5"`. */
  readonly calendar?: Calendar | string | undefined;
  /** IANA zone of times that are written without an offset. */
  readonly timeZone?: string | undefined;
  readonly adjustment?: Adjustment | undefined;
  /** What errors and summaries call the data; the symbol without it. */
  readonly source?: string | undefined;
}

const PRICES = ["open", "high", "low", "close"] as const;

/**
 * Bars of columns or rows that are at hand: times, zone, timeframe and calendar are found as for files. The numbers are
 * copied; newest first is put in order.
 *
 * @param of the symbol, or a whole instrument
 * @throws {BacksightError} BACKSIGHT_ARGUMENT for a column that isn't there or holds what is no number or time,
 * BACKSIGHT_LENGTH, BACKSIGHT_BARS_EMPTY, BACKSIGHT_BARS_VALUE, BACKSIGHT_BARS_ORDER, BACKSIGHT_TIMEFRAME,
 * BACKSIGHT_CALENDAR_RANGE
 * @example const bars = barsOf("TEST", [{ time: "2024-01-02", open: 1, high: 2, low: 1, close: 2 }], { timeframe: "1d" });
 */
export function barsOf(
  of: string | Instrument,
  data: PriceColumns | readonly PriceRow[],
  options: BarsOfOptions = {},
): Bars {
  const traded = typeof of === "string" ? instrument(of) : of;
  const source = options.source ?? traded.symbol;
  const columns = isRows(data) ? columnsOf(data) : data;
  const length = columns.time?.length;
  if (typeof length !== "number") throw wrong("time", "a column of times", columns.time);
  if (length === 0) throw new BacksightError("BACKSIGHT_BARS_EMPTY", { source, between: "" });
  const prices = PRICES.map((name) => numbers(name, columns[name], length));
  const volume =
    columns.volume === undefined ? new Float64Array(length).fill(NaN) : numbers("volume", columns.volume, length);
  const refuse = (row: number, problem: string): never => {
    throw new BacksightError("BACKSIGHT_BARS_ORDER", { source, row, time: shown(columns.time[row]), problem });
  };
  const { isDescending, ...times } = timesOfRows(
    readTimes(columns.time),
    { noun: "row", numberOf: (row) => row, refuse },
    {
      timeZone: options.timeZone,
      timeframe: typeof options.timeframe === "string" ? parseTimeframe(options.timeframe) : options.timeframe,
      calendar: typeof options.calendar === "string" ? calendarById(options.calendar) : options.calendar,
    },
  );
  if (isDescending) for (const column of [...prices, volume]) column.reverse();
  const [open, high, low, close] = prices as [Float64Array, Float64Array, Float64Array, Float64Array];
  return createLoadedBars({
    instrument: traded,
    ...times,
    open,
    high,
    low,
    close,
    volume,
    adjustment: options.adjustment,
    source,
  });
}

function isRows(data: PriceColumns | readonly PriceRow[]): data is readonly PriceRow[] {
  return Array.isArray(data);
}

function columnsOf(rows: readonly PriceRow[]): PriceColumns {
  const column = <K extends keyof PriceRow>(name: K) => rows.map((row) => row[name]);
  return {
    time: column("time"),
    open: column("open"),
    high: column("high"),
    low: column("low"),
    close: column("close"),
    ...(rows[0]?.volume === undefined ? {} : { volume: rows.map(({ volume }) => volume ?? NaN) }),
  };
}

function numbers(name: string, column: ArrayLike<number> | undefined, length: number): Float64Array {
  if (typeof column?.length !== "number") throw wrong(name, "a column of numbers", column);
  if (column.length !== length)
    throw new BacksightError("BACKSIGHT_LENGTH", { name, expected: length, value: column.length });
  return Float64Array.from(column, (value, row) => {
    if (typeof value !== "number") throw wrong(`${name} of row ${row}`, "a number", value);
    return value;
  });
}

function readTimes(column: ArrayLike<GivenTime>): ColumnTimes {
  const refuse = (row: number, value: unknown): never => {
    throw wrong(`time of row ${row}`, "a time, such as 2024-01-02T14:30:00Z or epoch milliseconds", value);
  };
  if (column[0] instanceof Date) {
    const written = Float64Array.from(column, (value, row) => {
      const ms = value instanceof Date ? value.getTime() : NaN;
      return Number.isNaN(ms) ? refuse(row, value) : ms;
    });
    return { written, offsets: OffsetRuns.constant(0), notes: [] };
  }
  if (typeof column[0] === "number")
    return epochTimes(
      Float64Array.from(column, (value, row) => (typeof value === "number" ? value : refuse(row, value))),
      false,
      refuse,
    );
  const encoder = new TextEncoder();
  const texts = new TimeColumn();
  for (let row = 0; row < column.length; row++) {
    const bytes = encoder.encode(String(column[row]));
    if (!texts.append(bytes, 0, bytes.length)) refuse(row, column[row]);
  }
  return texts.finish(refuse);
}

function shown(time: GivenTime | undefined): string {
  return time instanceof Date ? time.toISOString() : String(time);
}

function wrong(name: string, rule: string, value: unknown): BacksightError {
  return new BacksightError("BACKSIGHT_ARGUMENT", {
    name,
    rule,
    value: value === undefined ? "missing" : String(value),
  });
}
