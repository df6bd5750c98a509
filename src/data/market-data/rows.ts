import type { QuoteTicks } from "../../market/quote-ticks.ts";
import type { TickConditions, TradeTicks } from "../../market/trade-ticks.ts";
import type { DataRows, VendorBars } from "./data-source.ts";

const TWO_32 = 4_294_967_296;

/** How many rows there are. */
export function lengthOfRows(data: DataRows): number {
  return data.dataset === "bars" ? data.rows.time.length : data.rows.length;
}

/** The index of the first row at or after `time` (epoch milliseconds); the number of rows when there is none. */
export function rowAtOrAfter(data: DataRows, time: number): number {
  if (data.dataset === "bars") return firstFrom(data.rows.time, time);
  // The last nanoseconds before a millisecond round to it: only the exact times tell.
  const whole = Math.floor(time);
  return firstFrom(data.rows.timeNs, BigInt(whole) * 1_000_000n + BigInt(Math.ceil((time - whole) * 1e6)));
}

function firstFrom<T extends number | bigint>(times: ArrayLike<T>, time: T): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (times[middle]! < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The rows with from <= time < to, as views on the same columns. */
export function rowsBetween(data: DataRows, from: number, to: number): DataRows {
  return sliceRows(data, rowAtOrAfter(data, from), rowAtOrAfter(data, to));
}

/** Rows `start` to `end`, excluded, as views on the same columns; conditions of a part are copied. */
export function sliceRows(data: DataRows, start: number, end: number): DataRows {
  if (start === 0 && end === lengthOfRows(data)) return data;
  return mapRows(
    data,
    end - start,
    (column) => column.subarray(start, end) as typeof column,
    (conditions) => {
      const first = conditions.starts[start]!;
      const starts = conditions.starts.slice(start, end + 1).map((at) => at - first);
      return { starts, codes: conditions.codes.subarray(first, conditions.starts[end]!) };
    },
  );
}

/** The rows of the given indices, in their order, as copies. */
export function pickRows(data: DataRows, indices: Uint32Array): DataRows {
  return mapRows(
    data,
    indices.length,
    (column) => {
      const picked = new (column.constructor as new (length: number) => typeof column)(indices.length);
      for (let i = 0; i < indices.length; i++) picked[i] = column[indices[i]!]!;
      return picked;
    },
    ({ starts, codes }) => {
      const pickedStarts = new Uint32Array(indices.length + 1);
      const pickedCodes: number[] = [];
      for (let i = 0; i < indices.length; i++) {
        for (let c = starts[indices[i]!]!; c < starts[indices[i]! + 1]!; c++) pickedCodes.push(codes[c]!);
        pickedStarts[i + 1] = pickedCodes.length;
      }
      return { starts: pickedStarts, codes: Uint16Array.from(pickedCodes) };
    },
  );
}

type Column = Float64Array | BigInt64Array | Uint16Array | Uint8Array;

function mapRows(
  data: DataRows,
  length: number,
  columnOf: <T extends Column>(column: T) => T,
  conditionsOf: (conditions: TickConditions) => TickConditions,
): DataRows {
  const mapped: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(data.rows)) {
    if (ArrayBuffer.isView(value)) mapped[key] = columnOf(value as Column);
    else if (key === "conditions") mapped[key] = conditionsOf(value as TickConditions);
    else mapped[key] = key === "length" ? length : value;
  }
  return { dataset: data.dataset, rows: mapped } as unknown as DataRows;
}

/**
 * Consecutive pieces of one dataset as one; columns that only some bars have are NaN in the others.
 *
 * @param pieces at least one, ascending in time
 */
export function joinRows(pieces: readonly DataRows[]): DataRows {
  const filled = pieces.filter((piece) => lengthOfRows(piece) > 0);
  if (filled.length <= 1) return filled[0] ?? pieces[0]!;
  const length = filled.reduce((sum, piece) => sum + lengthOfRows(piece), 0);
  const keys = new Set(filled.flatMap(({ rows }) => Object.keys(rows)));
  const joined: Record<string, unknown> = {};
  for (const key of keys) {
    const values = filled.map(({ rows }) => (rows as unknown as Readonly<Record<string, unknown>>)[key]);
    const column = values.find((value): value is Column => ArrayBuffer.isView(value));
    if (column !== undefined) joined[key] = joinColumns(column, values, filled.map(lengthOfRows), length);
    else if (key === "conditions") joined[key] = joinConditions(values as TickConditions[], length);
    else joined[key] = key === "length" ? length : values[0];
  }
  return { dataset: filled[0]!.dataset, rows: joined } as unknown as DataRows;
}

function joinColumns(like: Column, columns: readonly unknown[], lengths: readonly number[], length: number): Column {
  const Kind = like.constructor as new (length: number) => Column;
  const out = new Kind(length);
  let at = 0;
  for (const [j, column] of columns.entries()) {
    if (ArrayBuffer.isView(column)) (out as Float64Array).set(column as Float64Array, at);
    else (out as Float64Array).fill(NaN, at, at + lengths[j]!);
    at += lengths[j]!;
  }
  return out;
}

function joinConditions(pieces: readonly TickConditions[], length: number): TickConditions {
  const starts = new Uint32Array(length + 1);
  const codes = new Uint16Array(pieces.reduce((sum, piece) => sum + piece.codes.length, 0));
  let row = 0;
  let at = 0;
  for (const piece of pieces) {
    for (let i = 1; i < piece.starts.length; i++) starts[row + i] = at + piece.starts[i]!;
    codes.set(piece.codes, at);
    row += piece.starts.length - 1;
    at += piece.codes.length;
  }
  return { starts, codes };
}

/** Nanoseconds since 1970 as milliseconds: the whole ones exact, plus the fraction, rounded to a double. */
export function millisecondsOf(timeNs: BigInt64Array): Float64Array {
  const halves = new Int32Array(timeNs.buffer, timeNs.byteOffset, timeNs.length * 2);
  const time = new Float64Array(timeNs.length);
  for (let i = 0; i < time.length; i++) {
    // By halves, seconds apart: nanoseconds since 1970 don't fit a double, and big integers take ten times as long.
    const high = halves[2 * i + 1]! * TWO_32;
    const seconds = Math.floor(high / 1e9);
    const rest = high - seconds * 1e9 + (halves[2 * i]! >>> 0);
    const whole = Math.floor(rest / 1e6);
    time[i] = seconds * 1000 + whole + (rest - whole * 1e6) / 1e6;
  }
  return time;
}

/** No rows, with the columns that rows of the dataset always have. */
export function noRows(dataset: DataRows["dataset"], symbol: string): DataRows {
  const numbers = () => new Float64Array(0);
  if (dataset === "bars") {
    const rows: VendorBars = {
      time: numbers(),
      closeTime: numbers(),
      open: numbers(),
      high: numbers(),
      low: numbers(),
      close: numbers(),
      volume: numbers(),
    };
    return { dataset, rows };
  }
  const conditions = { starts: new Uint32Array(1), codes: new Uint16Array(0) };
  const ticks = { symbol, length: 0, timeNs: new BigInt64Array(0), time: numbers(), sequence: numbers(), conditions };
  if (dataset === "trades") {
    const rows: TradeTicks = {
      ...ticks,
      price: numbers(),
      size: numbers(),
      exchange: new Uint16Array(0),
      correction: new Uint8Array(0),
    };
    return { dataset, rows };
  }
  const rows: QuoteTicks = {
    ...ticks,
    bidPrice: numbers(),
    askPrice: numbers(),
    bidSize: numbers(),
    askSize: numbers(),
    bidExchange: new Uint16Array(0),
    askExchange: new Uint16Array(0),
  };
  return { dataset, rows };
}
