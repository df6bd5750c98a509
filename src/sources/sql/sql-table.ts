import { type ColumnKind, ROWS_COLUMNS } from "../../data/formats/parquet/market-rows/rows-schema.ts";
import type { Dataset } from "../../data/market-data/data-request.ts";
import type { SegmentView } from "../cache/segment-views.ts";

/** What a query may read, under a name. */
export type SqlTable =
  | { readonly kind: "file"; readonly name: string; readonly path: string; readonly format: "parquet" | "csv" }
  | {
      readonly kind: "cache";
      readonly name: string;
      readonly dataset: Dataset;
      readonly segments: readonly SegmentView[];
    };

/** The files that a table reads. */
export function filesOf(table: SqlTable): string[] {
  return table.kind === "file" ? [table.path] : [...new Set(table.segments.map(({ path }) => path))];
}

/** The statements that make a table known to a database. */
export function definitionOf(table: SqlTable): string[] {
  const name = identifier(table.name);
  if (table.kind === "file") {
    const reader = table.format === "parquet" ? "read_parquet" : "read_csv";
    return [`CREATE VIEW ${name} AS SELECT * FROM ${reader}([${text(table.path)}])`];
  }
  const columns = ROWS_COLUMNS[table.dataset];
  if (table.segments.length === 0) {
    const typed = columns.map((column) => `${identifier(column.name)} ${SQL_TYPES[column.kind]}`);
    return [`CREATE TABLE ${name} (source VARCHAR, symbol VARCHAR, timeframe VARCHAR, ${typed.join(", ")})`];
  }
  const pieces = identifier(`${table.name} pieces`);
  const rows = table.segments.map(
    ({ path, source, symbol, timeframe, from, to }) =>
      `(${text(path)}, ${text(source)}, ${text(symbol)}, ${timeframe === null ? "NULL" : text(timeframe)}, ${from}, ${to})`,
  );
  const files = filesOf(table).map(text).join(", ");
  // A file's rows hold within its ranges only; where files overlap, the others' ranges hold the rest.
  return [
    `CREATE TABLE ${pieces} (path VARCHAR, source VARCHAR, symbol VARCHAR, timeframe VARCHAR, "from" DOUBLE, "to" DOUBLE)`,
    `INSERT INTO ${pieces} VALUES ${rows.join(", ")}`,
    `CREATE VIEW ${name} AS SELECT p.source, p.symbol, p.timeframe, r.* EXCLUDE (filename)
     FROM read_parquet([${files}], filename = true, union_by_name = true) r
     JOIN ${pieces} p ON p.path = r.filename AND epoch_ms(r.time) >= p."from" AND epoch_ms(r.time) < p."to"`,
  ];
}

const SQL_TYPES: Readonly<Record<ColumnKind, string>> = {
  ms: "TIMESTAMPTZ",
  ns: "TIMESTAMPTZ",
  number: "DOUBLE",
  code: "INTEGER",
  codes: "VARCHAR",
};

export function text(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
