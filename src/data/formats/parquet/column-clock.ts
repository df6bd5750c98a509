import type { DecodedArray, SchemaElement } from "hyparquet";
import { DAY_MS } from "../../../market/calendar/calendar.ts";
import type { ColumnTimes } from "../../bar-times/column-times.ts";
import { epochTimes } from "../../bar-times/epoch-times.ts";
import { OffsetRuns } from "../../bar-times/offset-runs.ts";
import { TimeColumn } from "../csv/time-column.ts";
import { TimeText } from "../csv/time-text.ts";
import { isString } from "./column-numbers.ts";

/** Refuses a row, from 0. */
export type RefuseValue = (row: number, problem: string) => never;

/** Reads a column of times, piece by piece. */
export interface ClockReader {
  add(values: DecodedArray, row: number): void;
  /** Called once, when all values were added. */
  finish(): ColumnTimes;
}

/**
 * How the times of a column of `rows` are read. Timestamps that are adjusted to UTC are instants; those that aren't,
 * 96-bit ones and dates are what some clock showed; bare numbers count from 1970 in a unit that their size tells; text
 * is read as in CSV files. Undefined for types that hold no times.
 */
export function clockReader(element: SchemaElement, rows: number, refuse: RefuseValue): ClockReader | undefined {
  const { type } = element;
  if (isString(element)) return textReader(refuse);
  const written = new Float64Array(rows);
  const timestamp = timestampOf(element);
  if (timestamp !== undefined) {
    const offsets = timestamp.isInstant ? OffsetRuns.constant(0) : undefined;
    return valueReader(written, MILLISECONDS_OF[timestamp.unit], refuse, () => ({ written, offsets, notes: [] }));
  }
  const isDate = element.logical_type?.type === "DATE" || element.converted_type === "DATE";
  if (isDate && type === "INT32") {
    return valueReader(
      written,
      (day) => Number(day) * DAY_MS,
      refuse,
      () => ({ written, offsets: undefined, notes: [] }),
    );
  }
  if (type === "INT96") {
    return valueReader(written, MILLISECONDS_OF.NANOS, refuse, () => ({ written, offsets: undefined, notes: [] }));
  }
  const isBare = element.logical_type === undefined || element.logical_type.type === "INTEGER";
  if (isBare && (type === "INT32" || type === "INT64" || type === "DOUBLE")) return epochReader(written, refuse);
  return undefined;
}

/** How a column of times of day is read, in milliseconds; undefined for types that hold none. */
export function timeOfDayReader(
  element: SchemaElement,
  rows: number,
  refuse: RefuseValue,
): { readonly add: ClockReader["add"]; readonly ms: Float64Array } | undefined {
  const ms = new Float64Array(rows);
  if (isString(element)) {
    const text = new TimeText();
    const read = (value: unknown) => {
      const bytes = value as Uint8Array;
      return text.readTimeOfDay(bytes, 0, bytes.length) && Number.isNaN(text.offset) ? text.msOfDay : NaN;
    };
    return { ms, add: valueReader(ms, read, refuse, nothing).add };
  }
  const unit =
    element.logical_type?.type === "TIME" ? element.logical_type.unit : TIME_UNITS[element.converted_type ?? ""];
  return unit === undefined ? undefined : { ms, add: valueReader(ms, MILLISECONDS_OF[unit], refuse, nothing).add };
}

const TIME_UNITS: Readonly<Record<string, "MILLIS" | "MICROS">> = { TIME_MILLIS: "MILLIS", TIME_MICROS: "MICROS" };

const nothing = (): ColumnTimes => ({ written: new Float64Array(0), offsets: undefined, notes: [] });

/** The fraction of a millisecond is kept; nanoseconds are split before a double would round them. */
const MILLISECONDS_OF = {
  MILLIS: Number,
  MICROS: (value: unknown) => Number(value) / 1e3,
  NANOS: (value: unknown) => {
    const nanoseconds = BigInt(value as bigint | number);
    const ms = nanoseconds / 1_000_000n;
    return Number(ms) + Number(nanoseconds - ms * 1_000_000n) / 1e6;
  },
} as const;

function timestampOf({ type, logical_type, converted_type }: SchemaElement) {
  if (type !== "INT64") return undefined;
  if (logical_type?.type === "TIMESTAMP") return { unit: logical_type.unit, isInstant: logical_type.isAdjustedToUTC };
  if (converted_type === "TIMESTAMP_MILLIS") return { unit: "MILLIS", isInstant: true } as const;
  if (converted_type === "TIMESTAMP_MICROS") return { unit: "MICROS", isInstant: true } as const;
  return undefined;
}

function valueReader(
  out: Float64Array,
  read: (value: unknown) => number,
  refuse: RefuseValue,
  finish: () => ColumnTimes,
): ClockReader {
  return {
    add(values, row) {
      for (let i = 0; i < values.length; i++) {
        const value: unknown = values[i];
        if (value === null || value === undefined) refuse(row + i, "it has no time");
        const ms = read(value);
        if (!(ms > -LATEST_MS && ms < LATEST_MS)) refuse(row + i, `its time is ${shown(value)}`);
        out[row + i] = ms;
      }
    },
    finish,
  };
}

/** Beyond this no date can be written. */
const LATEST_MS = 8.64e15;
/** From here on a whole number of today's times counts nanoseconds. */
const FIRST_NANOSECONDS = 1e17;

function epochReader(written: Float64Array, refuse: RefuseValue): ClockReader {
  let areNanoseconds: boolean | undefined;
  return {
    add(values, row) {
      for (let i = 0; i < values.length; i++) {
        const value: unknown = values[i];
        if (value === null || value === undefined) refuse(row + i, "it has no time");
        areNanoseconds ??= typeof value === "bigint" && Math.abs(Number(value)) >= FIRST_NANOSECONDS;
        written[row + i] = areNanoseconds ? MILLISECONDS_OF.NANOS(value) : Number(value);
      }
    },
    finish: () => epochTimes(written, areNanoseconds === true, (row, value) => refuse(row, `its time is ${value}`)),
  };
}

function textReader(refuse: RefuseValue): ClockReader {
  const column = new TimeColumn();
  return {
    add(values, row) {
      for (let i = 0; i < values.length; i++) {
        const value: unknown = values[i];
        if (!(value instanceof Uint8Array)) refuse(row + i, "it has no time");
        if (!column.append(value, 0, value.length)) refuse(row + i, `its time is "${shown(value)}"`);
      }
    },
    finish: () => column.finish((row, value) => refuse(row, `its time is ${value}`)),
  };
}

function shown(value: unknown): string {
  return value instanceof Uint8Array ? new TextDecoder().decode(value) : String(value);
}
