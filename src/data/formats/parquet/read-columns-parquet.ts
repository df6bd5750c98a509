import type { DecodedArray } from "hyparquet";
import { BacksightError } from "../../../core/errors.ts";
import type { ProgressListener } from "../../../core/progress.ts";
import { type ByteSource, bytesInMemory } from "../../byte-source.ts";
import { clockReader } from "./column-clock.ts";
import { loadHyparquet } from "./load-hyparquet.ts";
import type { ParquetCodecs } from "./parquet-codecs.ts";
import { openParquet, type ParquetColumn, type ParquetFile } from "./parquet-file.ts";
import { type ColumnReading, readColumn } from "./read-column.ts";
import { type ColumnType, type ColumnValues, columnTypeOf, type TableColumn } from "./table-columns.ts";

/** A table, read whole. */
export interface ParquetTable {
  readonly length: number;
  /** Those that were read, in the order of the file. */
  readonly columns: readonly TableColumn[];
  readonly values: ReadonlyMap<string, ColumnValues>;
  /** What stands in the footer. */
  readonly texts: ReadonlyMap<string, string>;
}

export interface ReadColumnsOptions {
  readonly codecs: ParquetCodecs;
  /** The file's name in messages. */
  readonly path?: string | undefined;
  /** Which columns; all without it. */
  readonly names?: readonly string[] | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Told the bytes read after each piece. */
  readonly onProgress?: ProgressListener | undefined;
}

/**
 * The columns of a Parquet file by their types. What `writeColumnsParquet` wrote comes back bit for bit; of other
 * programs' files what a table has a type for: numbers, timestamps, dates, texts, booleans. A missing number is NaN.
 *
 * @throws {BacksightError} BACKSIGHT_PARQUET_FILE, _DAMAGED and _CODEC, BACKSIGHT_PARQUET_TABLE for a column that isn't
 * there or of a type that no table has, BACKSIGHT_PARQUET_ROW for a missing value that its type can't say,
 * BACKSIGHT_MISSING_PACKAGE, BACKSIGHT_CANCELLED
 */
export async function readColumnsParquet(
  source: ByteSource | Uint8Array,
  options: ReadColumnsOptions,
): Promise<ParquetTable> {
  const { codecs, signal, onProgress, path = "the file" } = options;
  const hyparquet = await loadHyparquet();
  const bytes = source instanceof Uint8Array ? bytesInMemory(source) : source;
  const file = await openParquet(bytes, path, hyparquet);
  let done = 0;
  const onBytes = (count: number) => {
    done += count;
    onProgress?.({ task: `reading ${path}`, done, total: bytes.byteLength, unit: "bytes" });
  };
  const reading: ColumnReading = { hyparquet, codecs, signal, onBytes };
  const columns: TableColumn[] = [];
  const values = new Map<string, ColumnValues>();
  for (const column of chosen(file, options.names)) {
    const type = columnTypeOf(column.element);
    if (type === undefined) throw refused(file, `has a column ${column.name} of a type that no table has`);
    columns.push({ name: column.name, type, isOptional: column.element.repetition_type !== "REQUIRED" });
    values.set(column.name, await valuesOf({ file, column, reading }, type));
  }
  return { length: file.rows, columns, values, texts: file.texts };
}

function chosen(file: ParquetFile, names: readonly string[] | undefined): readonly ParquetColumn[] {
  for (const name of names ?? file.names) {
    if (!file.columns.some((column) => column.name === name)) {
      throw refused(file, `has no column ${name} of plain values`);
    }
  }
  return names === undefined ? file.columns : file.columns.filter(({ name }) => names.includes(name));
}

function refused({ path, names }: ParquetFile, problem: string): BacksightError {
  return new BacksightError("BACKSIGHT_PARQUET_TABLE", { path, problem, columns: names.join(", ") });
}

/** A column while it is read. */
interface OpenColumn {
  readonly file: ParquetFile;
  readonly column: ParquetColumn;
  readonly reading: ColumnReading;
}

async function valuesOf(open: OpenColumn, type: ColumnType): Promise<ColumnValues> {
  const { rows } = open.file;
  switch (type) {
    case "double":
      return fill(open, new Float64Array(rows), Number, NaN);
    case "int32":
    case "date":
      return fill(open, new Int32Array(rows), Number);
    case "int64":
    case "timestampNs":
      return fill(open, new BigInt64Array(rows), (value) => BigInt(value as bigint));
    case "boolean":
      return fill(open, new Uint8Array(rows), (value) => (value === true ? 1 : 0));
    case "text":
      return readTexts(open);
    case "timestamp":
      return readTimes(open);
  }
}

/** Without `missing` a null is refused. */
async function fill<T extends Float64Array | Int32Array | BigInt64Array | Uint8Array>(
  open: OpenColumn,
  out: T,
  read: (value: unknown) => T[number],
  missing?: T[number],
): Promise<T> {
  const { file, column, reading } = open;
  await readColumn(file, column, reading, (values, row) => {
    if (values.constructor === out.constructor) {
      (out as { set(values: DecodedArray, row: number): void }).set(values, row);
      return;
    }
    for (let i = 0; i < values.length; i++) {
      const value: unknown = values[i];
      out[row + i] = isMissing(value) ? (missing ?? refuse(open, row + i, `${column.name} has no value`)) : read(value);
    }
  });
  return out;
}

async function readTexts({ file, column, reading }: OpenColumn): Promise<(string | null)[]> {
  const decoder = new TextDecoder();
  const texts: (string | null)[] = new Array(file.rows).fill(null);
  await readColumn(file, column, reading, (values, row) => {
    for (let i = 0; i < values.length; i++) {
      const value: unknown = values[i];
      if (value instanceof Uint8Array) texts[row + i] = decoder.decode(value);
    }
  });
  return texts;
}

/** A missing time is NaN, which no clock reads: it is read as 1970 first. */
async function readTimes(open: OpenColumn): Promise<Float64Array> {
  const { file, column, reading } = open;
  const clock = clockReader(column.element, file.rows, (row, problem) => refuse(open, row, problem));
  const missing: number[] = [];
  await readColumn(file, column, reading, (values, row) => {
    if (ArrayBuffer.isView(values)) return clock!.add(values, row);
    for (let i = 0; i < values.length; i++) if (isMissing(values[i])) missing.push(row + i);
    clock!.add(
      values.map((value) => (isMissing(value) ? 0n : value)),
      row,
    );
  });
  const { written } = clock!.finish();
  for (const row of missing) written[row] = NaN;
  return written;
}

function isMissing(value: unknown): boolean {
  return value === null || value === undefined;
}

function refuse({ file: { path } }: OpenColumn, row: number, problem: string): never {
  throw new BacksightError("BACKSIGHT_PARQUET_ROW", { path, row, problem });
}
