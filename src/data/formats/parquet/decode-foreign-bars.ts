import { BacksightError } from "../../../core/errors.ts";
import type { Bars } from "../../../market/bars.ts";
import { createLoadedBars } from "../../../market/compact/create-loaded-bars.ts";
import { instrument } from "../../../market/instrument.ts";
import type { ColumnTimes } from "../../bar-times/column-times.ts";
import { OffsetRuns } from "../../bar-times/offset-runs.ts";
import { timesOfRows } from "../../bar-times/times-of-rows.ts";
import { clockReader, timeOfDayReader } from "./column-clock.ts";
import { numbersReader } from "./column-numbers.ts";
import { type ForeignColumns, findForeignColumns, type PRICE_ROLES, refuseType } from "./foreign-columns.ts";
import type { ParquetFile } from "./parquet-file.ts";
import type { ParquetOptions } from "./parquet-options.ts";
import { type ColumnReading, readColumn } from "./read-column.ts";
import { type SelectedRows, selectSymbol } from "./select-symbol.ts";

/** A file of another program while it is read. */
interface Foreign {
  readonly file: ParquetFile;
  readonly columns: ForeignColumns["byRole"];
  readonly reading: ColumnReading;
  /** Refuses a row of the file. */
  readonly refuse: (row: number, problem: string) => never;
}

/**
 * The bars of a Parquet file that another program wrote: columns by the names that CSV files use too, times, time zone,
 * timeframe and calendar found as for CSV files.
 *
 * @throws {BacksightError} BACKSIGHT_PARQUET_COLUMN, BACKSIGHT_PARQUET_ROW, BACKSIGHT_PARQUET_DAMAGED,
 * BACKSIGHT_PARQUET_CODEC, BACKSIGHT_FILE_EMPTY, BACKSIGHT_BARS_VALUE, BACKSIGHT_CALENDAR_RANGE, BACKSIGHT_CANCELLED
 */
export async function decodeForeignBars(
  file: ParquetFile,
  options: ParquetOptions,
  reading: ColumnReading,
): Promise<Bars> {
  const { path } = file;
  const { byRole: columns, notes } = findForeignColumns(file);
  const refuse = (row: number, problem: string): never => {
    throw new BacksightError("BACKSIGHT_PARQUET_ROW", { path, row, problem });
  };
  const foreign: Foreign = { file, columns, reading, refuse };
  const { symbol, rows } = await readSymbol(foreign, options.symbol);
  const count = rows?.length ?? file.rows;
  if (count === 0) {
    const what = file.rows === 0 ? "bars" : `bars of ${options.symbol}`;
    throw new BacksightError("BACKSIGHT_FILE_EMPTY", { path, what });
  }
  const rowOf = (i: number) => rows?.[i] ?? i;
  const { isDescending, ...times } = timesOfRows(
    pickTimes(await readTimes(foreign), rows),
    { noun: "row", numberOf: rowOf, refuse: (i, problem) => refuse(rowOf(i), problem) },
    options,
  );
  const prices = {
    open: await readNumbers(foreign, "open", rows),
    high: await readNumbers(foreign, "high", rows),
    low: await readNumbers(foreign, "low", rows),
    close: await readNumbers(foreign, "close", rows),
    volume: await readNumbers(foreign, "volume", rows),
  };
  if (isDescending) for (const column of Object.values(prices)) column.reverse();
  return createLoadedBars({
    instrument: instrument(options.symbol ?? symbol ?? options.defaultSymbol),
    ...times,
    ...prices,
    adjustment: options.adjustment,
    source: `parquet:${options.path}`,
    notes: [...notes, ...volumeNotes(foreign, prices.volume), ...times.notes],
  });
}

/** The rows to take, and whose they are; all of nobody's without a column of symbols. */
async function readSymbol(foreign: Foreign, wanted: string | undefined): Promise<SelectedRows> {
  const { file, columns, reading, refuse } = foreign;
  const column = columns.get("symbol");
  if (column === undefined) return { symbol: undefined, rows: undefined };
  const selection = selectSymbol(column.element, file.rows, wanted, refuse) ?? refuseType(file, column, "symbols");
  await readColumn(file, column, reading, selection.add);
  return selection.finish();
}

async function readTimes({ file, columns, reading, refuse }: Foreign): Promise<ColumnTimes> {
  const second = columns.get("timeOfDay");
  const ofDay = second === undefined ? undefined : timeOfDayReader(second.element, file.rows, refuse);
  // Beside a date a column "time" may hold whole times: then the date isn't needed.
  const main = second !== undefined && ofDay === undefined ? second : columns.get("time")!;
  const clock = clockReader(main.element, file.rows, refuse) ?? refuseType(file, main, "times");
  await readColumn(file, main, reading, clock.add);
  const times = clock.finish();
  if (second === undefined || ofDay === undefined) return times;
  await readColumn(file, second, reading, ofDay.add);
  for (let i = 0; i < times.written.length; i++) times.written[i] = times.written[i]! + ofDay.ms[i]!;
  return times;
}

function pickTimes(times: ColumnTimes, rows: Int32Array | undefined): ColumnTimes {
  if (rows === undefined) return times;
  const offsets = times.offsets === undefined ? undefined : new OffsetRuns();
  for (const row of rows) offsets?.push(times.offsets!.at(row));
  return { ...times, written: pick(times.written, rows), offsets };
}

/** The numbers of a column, NaN for nulls and for a column that isn't there. */
async function readNumbers(
  { file, columns, reading }: Foreign,
  role: (typeof PRICE_ROLES)[number],
  rows: Int32Array | undefined,
): Promise<Float64Array> {
  const out = new Float64Array(file.rows).fill(NaN);
  const column = columns.get(role);
  if (column !== undefined) {
    const read = numbersReader(column.element) ?? refuseType(file, column, "numbers");
    await readColumn(file, column, reading, (values, row) => read(values, out, row));
  }
  return pick(out, rows);
}

function pick(values: Float64Array, rows: Int32Array | undefined): Float64Array {
  return rows === undefined ? values : Float64Array.from(rows, (row) => values[row]!);
}

function volumeNotes({ columns }: Foreign, volume: Float64Array): string[] {
  if (!columns.has("volume")) return [];
  const unknown = volume.reduce((sum, units) => sum + (Number.isNaN(units) ? 1 : 0), 0);
  return unknown > 0 ? [`${unknown} of ${volume.length} bars have no volume`] : [];
}
