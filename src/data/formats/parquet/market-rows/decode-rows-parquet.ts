import { BacksightError } from "../../../../core/errors.ts";
import type { TickConditions } from "../../../../market/trade-ticks.ts";
import { verifiedFactsFrom } from "../../../../market/verified-facts.ts";
import { bytesInMemory } from "../../../byte-source.ts";
import type { Dataset } from "../../../market-data/data-request.ts";
import type { DataRows } from "../../../market-data/data-source.ts";
import { millisecondsOf } from "../../../market-data/rows.ts";
import type { VerifiedRows } from "../../../market-data/verified-rows.ts";
import { CREATED_BY } from "../bars-schema.ts";
import { numbersReader } from "../column-numbers.ts";
import { damaged } from "../damaged.ts";
import { loadHyparquet } from "../load-hyparquet.ts";
import type { ParquetCodecs } from "../parquet-codecs.ts";
import { openParquet, type ParquetColumn, type ParquetFile } from "../parquet-file.ts";
import { type ColumnReading, readColumn, readOwnNumbers } from "../read-column.ts";
import { ROWS_COLUMNS, ROWS_FORMAT, ROWS_KEY, type RowsColumn } from "./rows-schema.ts";

/** What a file of market data holds; what it says of its bars is worth as much as its bytes. */
export interface DecodedRows extends VerifiedRows {
  /** What was said about the rows when they were written. */
  readonly about: Readonly<Record<string, unknown>>;
}

export interface DecodeRowsOptions {
  readonly codecs: ParquetCodecs;
  /** The file's name in messages. */
  readonly path: string;
  readonly dataset: Dataset;
  /** Of ticks, which carry it. */
  readonly symbol: string;
  readonly signal?: AbortSignal | undefined;
}

/**
 * What `encodeRowsParquet` wrote.
 *
 * @throws {BacksightError} BACKSIGHT_PARQUET_FILE, BACKSIGHT_PARQUET_DAMAGED (another dataset counts as such, too),
 * BACKSIGHT_PARQUET_NEWER, BACKSIGHT_PARQUET_CODEC, BACKSIGHT_MISSING_PACKAGE, BACKSIGHT_CANCELLED
 */
export async function decodeRowsParquet(bytes: Uint8Array, options: DecodeRowsOptions): Promise<DecodedRows> {
  const { codecs, path, dataset, symbol, signal } = options;
  const hyparquet = await loadHyparquet();
  const file = await openParquet(bytesInMemory(bytes), path, hyparquet);
  const { verified, ...about } = aboutOf(file);
  if (file.schemaName !== dataset)
    throw damaged(path, `it holds ${file.schemaName || "something else"}, not ${dataset}`);
  const reading: ColumnReading = { hyparquet, codecs, signal };
  const columns: Record<string, unknown> = {};
  for (const column of ROWS_COLUMNS[dataset]) {
    const stored = file.columns.find(({ name }) => name === column.name);
    if (stored !== undefined) columns[column.key] = await READERS[column.kind](file, stored, reading);
    else if (!column.isOptional) throw damaged(path, `it has no ${column.name}`);
  }
  return { data: dataOf(dataset, symbol, columns), verified: verifiedFactsFrom(verified), about };
}

function aboutOf(file: ParquetFile): Readonly<Record<string, unknown>> {
  const about = parsed(file);
  const { format } = about;
  if (typeof format !== "number") throw damaged(file.path, "the description of its rows has no format");
  if (format <= ROWS_FORMAT) return about;
  throw new BacksightError("BACKSIGHT_PARQUET_NEWER", { path: file.path, found: format, known: ROWS_FORMAT });
}

function parsed({ texts, path }: ParquetFile): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(texts.get(ROWS_KEY) ?? "");
    if (typeof value === "object" && value !== null) return value as Readonly<Record<string, unknown>>;
  } catch (error) {
    throw damaged(path, "it has no description of its rows", error);
  }
  throw damaged(path, "it has no description of its rows");
}

/** The columns were made from the table of this very dataset, so they are what its rows are made of. */
function dataOf(dataset: Dataset, symbol: string, columns: Readonly<Record<string, unknown>>): DataRows {
  if (dataset === "bars") return { dataset, rows: columns } as unknown as DataRows;
  const timeNs = columns.timeNs as BigInt64Array;
  const rows = { ...columns, symbol, length: timeNs.length, time: millisecondsOf(timeNs) };
  return { dataset, rows } as unknown as DataRows;
}

type ReadStored = (file: ParquetFile, column: ParquetColumn, reading: ColumnReading) => Promise<unknown>;

const READERS: Readonly<Record<RowsColumn["kind"], ReadStored>> = {
  ms: readNumbers,
  number: readNumbers,
  async code(file, column, reading) {
    const out = column.name === "correction" ? new Uint8Array(file.rows) : new Uint16Array(file.rows);
    checkType(file, column, "INT32");
    await readColumn(file, column, reading, (values, row) => out.set(values as Int32Array, row));
    return out;
  },
  async ns(file, column, reading) {
    const out = new BigInt64Array(file.rows);
    checkType(file, column, "INT64");
    await readColumn(file, column, reading, (values, row) => out.set(values as BigInt64Array, row));
    return out;
  },
  codes: readConditions,
};

async function readNumbers(file: ParquetFile, column: ParquetColumn, reading: ColumnReading): Promise<Float64Array> {
  const { name, type, repetition_type } = column.element;
  const read = type === "DOUBLE" || type === "INT64" ? numbersReader({ name, type }) : undefined;
  if (read === undefined) throw damaged(file.path, `its ${name} holds no numbers`);
  if (file.createdBy === CREATED_BY && repetition_type === "REQUIRED") return readOwnNumbers(file, column, reading);
  const out = new Float64Array(file.rows);
  await readColumn(file, column, reading, (values, row) => read(values, out, row));
  return out;
}

async function readConditions(
  file: ParquetFile,
  column: ParquetColumn,
  reading: ColumnReading,
): Promise<TickConditions> {
  checkType(file, column, "BYTE_ARRAY");
  const decoder = new TextDecoder();
  // A dictionary's entry is one object in all its rows.
  const known = new Map<unknown, readonly number[]>();
  const codesOf = (value: unknown): readonly number[] => {
    let codes = known.get(value);
    if (codes === undefined) {
      const text = decoder.decode(value as Uint8Array);
      codes = text === "" ? [] : text.split(",").map(Number);
      known.set(value, codes);
    }
    return codes;
  };
  const starts = new Uint32Array(file.rows + 1);
  const lists: (readonly number[])[] = new Array(file.rows);
  await readColumn(file, column, reading, (values, row) => {
    for (let i = 0; i < values.length; i++) {
      const list = codesOf(values[i]);
      lists[row + i] = list;
      starts[row + i + 1] = starts[row + i]! + list.length;
    }
  });
  const codes = new Uint16Array(starts[file.rows]!);
  for (let i = 0; i < lists.length; i++) {
    const list = lists[i]!;
    for (let j = 0, at = starts[i]!; j < list.length; j++) codes[at + j] = list[j]!;
  }
  return { starts, codes };
}

function checkType(file: ParquetFile, { name, element }: ParquetColumn, type: string): void {
  if (element.type !== type) throw damaged(file.path, `its ${name} has the type ${element.type}`);
}
