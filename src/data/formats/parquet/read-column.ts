import type { DecodedArray, RowGroup } from "hyparquet";
import { throwIfCancelled } from "../../../core/cancellation.ts";
import { type PageContent, unpackPages } from "./check-pages.ts";
import { orDamaged } from "./damaged.ts";
import type { Hyparquet } from "./load-hyparquet.ts";
import { decodeNumberPages } from "./number-pages.ts";
import { checkCodec, type ParquetCodecs } from "./parquet-codecs.ts";
import { bytesOfChunk, type ParquetColumn, type ParquetFile } from "./parquet-file.ts";
import { unpackSnappy } from "./unpack-snappy.ts";

/** What reading columns takes. */
export interface ColumnReading {
  readonly hyparquet: Hyparquet;
  readonly codecs: ParquetCodecs;
  readonly signal?: AbortSignal | undefined;
  /** Told the bytes that were read after each piece. */
  readonly onBytes?: ((count: number) => void) | undefined;
}

/** Gets the next values of a column as they are stored: numbers, big integers, bytes of texts, null. */
export type ValuesListener = (values: DecodedArray, row: number) => void;

/** Bytes of a value; of eight yes or no values at most. */
const WIDTHS: Readonly<Record<string, number>> = {
  BOOLEAN: 1,
  INT32: 4,
  FLOAT: 4,
  INT64: 8,
  DOUBLE: 8,
  INT96: 12,
  BYTE_ARRAY: 4,
};

/**
 * Reads a column from its first row to its last, one row group at a time. Logical types aren't applied: the library
 * would make dates of times and inexact numbers of decimals. 96-bit timestamps come as nanoseconds since 1970.
 *
 * @throws {BacksightError} BACKSIGHT_PARQUET_CODEC, BACKSIGHT_PARQUET_DAMAGED, BACKSIGHT_CANCELLED, what `onValues`
 * throws
 */
export async function readColumn(
  file: ParquetFile,
  column: ParquetColumn,
  reading: ColumnReading,
  onValues: ValuesListener,
): Promise<void> {
  let row = 0;
  for (const group of file.groups) {
    throwIfCancelled(reading.signal);
    await orDamaged(file.path, `its column ${column.name}`, async () => {
      for (const values of await readChunk(file, column, group, reading)) {
        onValues(values, row);
        row += values.length;
      }
    });
  }
}

/**
 * Reads the numbers of a column that was written here, whose values are all there: straight from its pages, which the
 * library would make several arrays of first. Whole numbers of 64 bits come as the nearest doubles.
 *
 * @throws {BacksightError} as `readColumn`
 */
export async function readOwnNumbers(
  file: ParquetFile,
  column: ParquetColumn,
  reading: ColumnReading,
): Promise<Float64Array> {
  const out = new Float64Array(file.rows);
  const isInteger = column.element.type === "INT64";
  let row = 0;
  for (const group of file.groups) {
    throwIfCancelled(reading.signal);
    row = await orDamaged(file.path, `its column ${column.name}`, async () => {
      const { pages } = await readPages(file, column, group, reading);
      return decodeNumberPages(pages, isInteger, out, row);
    });
  }
  return out;
}

/** A column in one row group: its bytes, and its pages, which fit each other. */
interface ReadChunk {
  readonly buffer: ArrayBuffer;
  readonly start: number;
  readonly size: number;
  readonly pages: PageContent[];
}

async function readPages(
  { path, source }: ParquetFile,
  column: ParquetColumn,
  group: RowGroup,
  { codecs, onBytes }: ColumnReading,
): Promise<ReadChunk> {
  const facts = group.columns[column.index]!.meta_data!;
  const { start, size } = bytesOfChunk(facts);
  const { codec } = facts;
  checkCodec(path, codec, codecs.decompress);
  const buffer = await source.slice(start, start + size);
  if (buffer.byteLength !== size) throw new Error("it became shorter while it was read");
  onBytes?.(size);
  const { type, type_length, repetition_type } = column.element;
  const width = type === "FIXED_LEN_BYTE_ARRAY" ? (type_length ?? 0) : WIDTHS[type ?? ""];
  if (width === undefined || !(width > 0)) throw new Error(`values of the type ${type}`);
  const pages = unpackPages({
    bytes: new Uint8Array(buffer),
    rows: Number(group.num_rows),
    isOptional: repetition_type !== "REQUIRED",
    width,
    isText: type === "BYTE_ARRAY",
    unpack: codecs.decompress[codec] ?? (codec === "SNAPPY" ? unpackSnappy : undefined),
  });
  return { buffer, start, size, pages };
}

async function readChunk(
  file: ParquetFile,
  column: ParquetColumn,
  group: RowGroup,
  reading: ColumnReading,
): Promise<DecodedArray[]> {
  const chunk = group.columns[column.index]!;
  const { codec } = chunk.meta_data!;
  const { name, type, type_length, repetition_type } = column.element;
  const { buffer, start, size, pages } = await readPages(file, column, group, reading);
  const contents = pages.filter(({ isPacked }) => isPacked);
  const rows = Number(group.num_rows);
  const values: DecodedArray[] = [];
  await reading.hyparquet.parquetRead({
    file: {
      byteLength: file.source.byteLength,
      slice: (from, to) => buffer.slice(from - start, (to ?? start + size) - start),
    },
    metadata: {
      version: 2,
      num_rows: group.num_rows,
      metadata_length: 0,
      schema: [
        { name: "root", num_children: 1 },
        {
          name,
          type: type!,
          ...(type_length !== undefined && { type_length }),
          repetition_type: repetition_type ?? "OPTIONAL",
        },
      ],
      row_groups: [{ ...group, columns: [chunk] }],
    },
    utf8: false,
    // What it makes of 96-bit timestamps, whatever it is told of their meaning.
    parsers: { timestampFromNanoseconds: (nanoseconds) => nanoseconds },
    // The pages were unpacked when they were checked, and are asked for in the same order.
    compressors: { [codec]: () => contents.shift()?.bytes },
    onChunk: ({ columnData }) => values.push(columnData),
  });
  const count = values.reduce((sum, { length }) => sum + length, 0);
  if (count !== rows) throw new Error(`a row group has ${count} of ${rows} values`);
  return values;
}
