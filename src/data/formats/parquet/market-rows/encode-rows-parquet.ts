import type { SchemaElement } from "hyparquet";
import { canonicalJson, type Json } from "../../../../core/canonical-json.ts";
import { checkLength } from "../../../../core/checks.ts";
import type { TickConditions } from "../../../../market/trade-ticks.ts";
import type { DataRows } from "../../../market-data/data-source.ts";
import { lengthOfRows } from "../../../market-data/rows.ts";
import { CREATED_BY } from "../bars-schema.ts";
import { loadHyparquetWriter } from "../load-hyparquet-writer.ts";
import { checkCodec } from "../parquet-codecs.ts";
import { encodeBarsParquet } from "./encode-bars-parquet.ts";
import type { EncodeRowsOptions } from "./encode-rows-options.ts";
import { GROUP_ROWS, ROWS_COLUMNS, ROWS_FORMAT, ROWS_KEY, type RowsColumn, rowsElement } from "./rows-schema.ts";

/**
 * Market data as the bytes of a Parquet file, with `about` (plain data) in its footer; `decodeRowsParquet` gives both
 * back bit for bit, but that every NaN becomes the same one. The same rows give the same bytes.
 *
 * @throws {BacksightError} BACKSIGHT_LENGTH when columns differ in length, BACKSIGHT_MISSING_PACKAGE,
 * BACKSIGHT_PARQUET_CODEC
 */
export async function encodeRowsParquet(
  data: DataRows,
  about: Readonly<Record<string, Json>>,
  { codecs, codec = codecs.compress.ZSTD === undefined ? "UNCOMPRESSED" : "ZSTD" }: EncodeRowsOptions,
): Promise<Uint8Array> {
  if (data.dataset === "bars") return encodeBarsParquet(data.rows, about, { codecs, codec });
  checkCodec("the file", codec, codecs.compress);
  const { ByteWriter, ParquetWriter } = await loadHyparquetWriter();
  const rows = data.rows as unknown as Readonly<Record<string, unknown>>;
  const length = lengthOfRows(data);
  const columns = ROWS_COLUMNS[data.dataset].filter(({ key, isOptional }) => !isOptional || rows[key] !== undefined);
  for (const { key, kind } of columns) {
    if (kind !== "codes") checkLength(key, rows[key] as ArrayLike<number>, length);
  }
  const schema: SchemaElement[] = [{ name: data.dataset, num_children: columns.length }, ...columns.map(rowsElement)];
  const writer = new ByteWriter();
  const parquet = new ParquetWriter({
    writer,
    schema,
    codec,
    statistics: false,
    compressors: codecs.compress,
    createdBy: CREATED_BY,
  });
  for (let start = 0; start < length; start += GROUP_ROWS) {
    const end = Math.min(length, start + GROUP_ROWS);
    const columnData = columns.map((column, j) => {
      const values = storedValues(column, rows[column.key], start, end);
      // Dictionaries would come back as plain arrays, ten times slower; texts are few and come back as one object each.
      const encoding = column.kind === "codes" ? ("RLE_DICTIONARY" as const) : ("PLAIN" as const);
      return { name: column.name, data: values, encoding, element: writtenAs(schema[j + 1]!, values) };
    });
    parquet.schema = [schema[0]!, ...columnData.map(({ element }) => element)];
    await parquet.write({
      columnData: columnData.map(({ name, data: values, encoding }) => ({ name, data: values, encoding })),
      rowGroupSize: end - start,
    });
    for (const [j, chunk] of parquet.row_groups.at(-1)!.columns.entries()) chunk.meta_data!.type = schema[j + 1]!.type!;
  }
  parquet.kvMetadata = [{ key: ROWS_KEY, value: canonicalJson({ ...about, format: ROWS_FORMAT }) }];
  parquet.schema = schema;
  await parquet.finish();
  return new Uint8Array(writer.getBytes());
}

type StoredValues = Float64Array | BigInt64Array | Int32Array | string[];

function storedValues({ kind }: RowsColumn, column: unknown, start: number, end: number): StoredValues {
  if (kind === "codes") return textsOfCodes(column as TickConditions, start, end);
  if (kind === "code") return Int32Array.from((column as Uint16Array).subarray(start, end));
  if (kind === "ns") return bitsOfNanoseconds((column as BigInt64Array).subarray(start, end));
  return (column as Float64Array).subarray(start, end);
}

/** Nanoseconds from 1970 to 2116 seen as doubles, which are written many times as fast; others as they are. */
function bitsOfNanoseconds(values: BigInt64Array): Float64Array | BigInt64Array {
  // Bits from 2^62 on are those of infinities and NaN, which needn't survive; below 0 there are more of them.
  const isSafe = values.every((value) => value >= 0n && value < 4611686018427387904n);
  return isSafe ? new Float64Array(values.buffer, values.byteOffset, values.length) : values;
}

/** What a column is while it is written: integers may go as the doubles of the same bits. */
function writtenAs(element: SchemaElement, values: StoredValues): SchemaElement {
  const { name, type } = element;
  if (type !== "INT64") return element;
  return { name, type: values instanceof BigInt64Array ? "INT64" : "DOUBLE", repetition_type: "REQUIRED" };
}

function textsOfCodes({ starts, codes }: TickConditions, start: number, end: number): string[] {
  const texts = new Array<string>(end - start);
  for (let i = start; i < end; i++) {
    const [from, to] = [starts[i]!, starts[i + 1]!];
    texts[i - start] = to - from === 1 ? String(codes[from]) : codes.subarray(from, to).join(",");
  }
  return texts;
}
