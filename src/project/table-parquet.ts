import { BacksightError } from "../core/errors.ts";
import type { ColumnType, ColumnValues, TableColumn } from "../data/formats/parquet/table-columns.ts";
import { encodeColumnsParquet, type TableBatch } from "../data/formats/parquet/write-columns-parquet.ts";
import { DAY_MS } from "../market/calendar/calendar.ts";
import type { Cell, DataTable } from "../report/data-table.ts";
import { nodeParquetCodecs } from "../sources/file/node-parquet-codecs.ts";

/** What the columns of a run's tables hold, by name; numbers are the rest. A table has the same types in every run. */
const TYPES: Readonly<Record<string, ColumnType>> = {
  entryTime: "timestamp",
  exitTime: "timestamp",
  time: "timestamp",
  session: "date",
  entrySession: "date",
  exitSession: "date",
  entryBar: "int32",
  exitBar: "int32",
  decisionBar: "int32",
  bar: "int32",
  symbol: "text",
  side: "text",
  phase: "text",
  status: "text",
  reason: "text",
  exitReason: "text",
  metric: "text",
  unit: "text",
  undefinedReason: "text",
  isAmbiguous: "boolean",
};

/** Texts that may be missing. */
const OPTIONAL: readonly string[] = ["reason", "exitReason", "unit", "undefinedReason"];

const BATCH_ROWS = 1 << 16;

/**
 * A table as the bytes of a Parquet file: the columns and values that it has as CSV, times as timestamps (milliseconds,
 * UTC), sessions as dates, undefined numbers as NaN.
 *
 * @param texts what to say in the footer
 * @throws {BacksightError} BACKSIGHT_MISSING_PACKAGE
 */
export async function tableParquet(
  table: DataTable,
  name: string,
  texts: Readonly<Record<string, string>>,
): Promise<Uint8Array> {
  const columns = table.columns.map((column): TableColumn => {
    const type = TYPES[column] ?? "double";
    return { name: column, type, isOptional: OPTIONAL.includes(column) };
  });
  return encodeColumnsParquet(columns, batchesOf(table, columns), { codecs: nodeParquetCodecs, table: name, texts });
}

function* batchesOf({ rows }: DataTable, columns: readonly TableColumn[]): Generator<TableBatch> {
  for (let start = 0; start < rows.length; start += BATCH_ROWS) {
    const part = rows.slice(start, start + BATCH_ROWS);
    const values = columns.map((column, j) => {
      const cells = part.map((row) => row[j]!);
      return [column.name, valuesOf(column, cells)] as const;
    });
    yield { length: part.length, values: new Map(values) };
  }
}

function valuesOf({ name, type }: TableColumn, cells: readonly Cell[]): ColumnValues {
  const typed = <T extends Cell>(kind: string): T[] => {
    const odd = cells.find((cell) => cell !== null && typeof cell !== kind);
    if (odd === undefined) return cells as T[];
    throw new BacksightError("BACKSIGHT_INTERNAL", { rule: `the column ${name} of an export holds a ${kind}` });
  };
  switch (type) {
    case "timestamp":
      return Float64Array.from(typed<string>("string"), (text) => Date.parse(text));
    case "date":
      return Int32Array.from(typed<string>("string"), (text) => Date.parse(text) / DAY_MS);
    case "int32":
      return Int32Array.from(typed<number>("number"));
    case "boolean":
      return Uint8Array.from(typed<boolean>("boolean"), Number);
    case "text":
      return typed<string>("string");
    default:
      return Float64Array.from(typed<number | null>("number"), (value) => value ?? NaN);
  }
}
