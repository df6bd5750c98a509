import type { DecodedArray } from "hyparquet";
import { throwIfCancelled } from "../../../core/cancellation.ts";
import { BacksightError } from "../../../core/errors.ts";
import { CREATED_BY } from "./bars-schema.ts";
import { bitsOfIntegers } from "./integer-bits.ts";
import { loadHyparquetWriter } from "./load-hyparquet-writer.ts";
import { checkCodec } from "./parquet-codecs.ts";
import { type ColumnValues, storedElement, type TableColumn, tableSchema } from "./table-columns.ts";
import type { BytesSink, WriteParquetOptions } from "./write-bars-parquet.ts";

/** Rows of a table: the values of each of its columns, by name. All are as long as `length`. */
export interface TableBatch {
  readonly length: number;
  readonly values: ReadonlyMap<string, ColumnValues>;
}

export interface WriteColumnsOptions extends WriteParquetOptions {
  /** The name of the schema, for people: "table" without it. */
  readonly table?: string | undefined;
  /** Texts for the footer. */
  readonly texts?: Readonly<Record<string, string>> | undefined;
}

/**
 * Writes any table as a Parquet file, one row group for each batch: memory holds a batch, never the file. Numbers that
 * are undefined are NaN; timestamps are whole milliseconds, fractions are cut off. The same table gives the same bytes.
 *
 * @throws {BacksightError} BACKSIGHT_MISSING_PACKAGE, BACKSIGHT_PARQUET_CODEC, BACKSIGHT_LENGTH for a column that is
 * missing or of another length, BACKSIGHT_CANCELLED, what the batches and the sink throw
 */
export async function writeColumnsParquet(
  columns: readonly TableColumn[],
  batches: Iterable<TableBatch> | AsyncIterable<TableBatch>,
  sink: BytesSink,
  options: WriteColumnsOptions,
): Promise<void> {
  const { codecs, path = "the file", table = "table", texts = {}, signal, onProgress } = options;
  const codec = options.codec ?? (codecs.compress.ZSTD === undefined ? "UNCOMPRESSED" : "ZSTD");
  checkCodec(path, codec, codecs.compress);
  const { ByteWriter, ParquetWriter } = await loadHyparquetWriter();
  const writer = new ByteWriter();
  const schema = tableSchema(table, columns);
  const parquet = new ParquetWriter({
    writer,
    schema,
    codec,
    statistics: false,
    compressors: codecs.compress,
    createdBy: CREATED_BY,
  });
  const handOver = async () => {
    await sink(writer.getBytes());
    writer.index = 0;
  };
  let done = 0;
  for await (const { length, values } of batches) {
    throwIfCancelled(signal);
    const stored = columns.map((column) => storedValues(column, valuesOf(column, values, length)));
    if (length === 0) continue;
    const columnData = columns.map(({ name, type }, j) => {
      // Dictionaries of numbers would come back as plain arrays, ten times slower.
      return type === "text" ? { name, data: stored[j]! } : { name, data: stored[j]!, encoding: "PLAIN" as const };
    });
    parquet.schema = [schema[0]!, ...columns.map((column, j) => storedElement(column, stored[j]!))];
    await parquet.write({ columnData, rowGroupSize: length });
    for (const [j, { meta_data }] of parquet.row_groups.at(-1)!.columns.entries())
      meta_data!.type = schema[j + 1]!.type!;
    await handOver();
    done += length;
    onProgress?.({ task: `writing ${path}`, done, unit: "rows" });
  }
  parquet.kvMetadata = Object.entries(texts).map(([key, value]) => ({ key, value }));
  parquet.schema = schema;
  await parquet.finish();
  await handOver();
}

function valuesOf({ name }: TableColumn, values: TableBatch["values"], length: number): ColumnValues {
  const column = values.get(name);
  if (column?.length === length) return column;
  throw new BacksightError("BACKSIGHT_LENGTH", { name, expected: length, value: column?.length ?? "none" });
}

/** Values as they are stored, but for texts, which the writer encodes. */
function storedValues({ name, type, isOptional = false }: TableColumn, values: ColumnValues): DecodedArray {
  if (type === "timestamp") {
    const times = values as Float64Array;
    if (isOptional) return Array.from(times, (ms) => (Number.isNaN(ms) ? null : BigInt(Math.trunc(ms))));
    const whole = times.every(Number.isInteger) ? times : times.map(Math.trunc);
    const missing = whole.findIndex((ms) => !Number.isInteger(ms));
    if (missing >= 0) refuseMissing(name, missing);
    return bitsOfIntegers(whole);
  }
  if (type === "boolean") return Array.from(values as Uint8Array, (value) => value !== 0);
  if (type === "text" && !isOptional) {
    const missing = (values as readonly (string | null)[]).indexOf(null);
    if (missing >= 0) refuseMissing(name, missing);
  }
  return values as DecodedArray;
}

function refuseMissing(name: string, row: number): never {
  throw new BacksightError("BACKSIGHT_ARGUMENT", { name, rule: "a value in every row", value: `none in row ${row}` });
}

/**
 * A table as the bytes of a Parquet file.
 *
 * @example const bytes = await encodeColumnsParquet(columns, [{ length, values }], { codecs: nodeParquetCodecs });
 * @throws {BacksightError} as `writeColumnsParquet`
 */
export async function encodeColumnsParquet(
  columns: readonly TableColumn[],
  batches: Iterable<TableBatch> | AsyncIterable<TableBatch>,
  options: WriteColumnsOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array[] = [];
  await writeColumnsParquet(columns, batches, (bytes) => void pieces.push(bytes.slice()), options);
  const file = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    file.set(piece, at);
    at += piece.length;
  }
  return file;
}
