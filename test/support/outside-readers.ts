import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { DuckDBInstance } from "@duckdb/node-api";
import { readColumnsParquet } from "../../src/data/formats/parquet/read-columns-parquet.ts";
import type { ColumnType } from "../../src/data/formats/parquet/table-columns.ts";
import { nodeParquetCodecs } from "../../src/sources/file/node-parquet-codecs.ts";

/** A column as texts: doubles as the hexadecimal of their bits, "nan" for NaN and for what is missing; times in nanoseconds. */
export type ColumnTexts = Readonly<Record<string, readonly string[]>>;

const bits = new DataView(new ArrayBuffer(8));

export function doubleText(value: number | null): string {
  if (value === null || Number.isNaN(value)) return "nan";
  bits.setFloat64(0, value);
  return bits.getBigUint64(0).toString(16).padStart(16, "0");
}

/** Python that has pyarrow, by the environment or the path; undefined where none has. */
export function findPyarrow(): string | undefined {
  const candidates = [process.env.PYTHON_WITH_PYARROW, "python3", "python"].filter((name) => name !== undefined);
  return candidates.find((name) => name !== "" && spawnSync(name, ["-c", "import pyarrow"]).status === 0);
}

const SCRIPT = `
import json, math, struct, sys
import pyarrow as pa
import pyarrow.parquet as pq

def text(value):
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return "nan"
    if isinstance(value, float):
        return struct.pack(">d", value).hex()
    return str(int(value)) if isinstance(value, bool) else str(value)

def texts(column):
    if pa.types.is_timestamp(column.type):
        column = column.cast(pa.timestamp("ns", column.type.tz)).cast(pa.int64())
    if pa.types.is_date(column.type):
        column = column.cast(pa.int32())
    return [text(value) for value in column.to_pylist()]

tables = [pq.read_table(path) for path in sys.argv[1:]]
print(json.dumps([{name: texts(table[name]) for name in table.column_names} for table in tables]))
`;

/** What pyarrow reads in Parquet files. */
export function readWithPyarrow(python: string, paths: readonly string[]): ColumnTexts[] {
  const { status, stdout, stderr } = spawnSync(python, ["-c", SCRIPT, ...paths], {
    encoding: "utf8",
    maxBuffer: 1 << 29,
  });
  if (status !== 0) throw new Error(`pyarrow: ${stderr}`);
  return JSON.parse(stdout) as ColumnTexts[];
}

/** What DuckDB reads in a Parquet file. */
export async function readWithDuckDb(path: string): Promise<ColumnTexts> {
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  const from = `FROM read_parquet('${path.replaceAll("'", "''")}')`;
  try {
    const described = await connection.runAndReadAll(`DESCRIBE SELECT * ${from}`);
    const types = described.getRows().map(([name, type]) => [String(name), String(type)] as const);
    const columns = types.map(([name, type]) => {
      const quoted = `"${name}"`;
      if (type.startsWith("TIMESTAMP")) return `epoch_ns(${quoted})`;
      return type === "DATE" ? `${quoted} - DATE '1970-01-01'` : quoted;
    });
    const values = (await connection.runAndReadAll(`SELECT ${columns.join(", ")} ${from}`)).getColumns();
    return Object.fromEntries(types.map(([name, type], k) => [name, values[k]!.map((value) => textOf(value, type))]));
  } finally {
    connection.closeSync();
  }
}

function textOf(value: unknown, type: string): string {
  if (value === null) return "nan";
  if (type === "DOUBLE") return doubleText(Number(value));
  return String(typeof value === "boolean" ? Number(value) : value);
}

/** What our own reader reads in a Parquet file. */
export async function readWithBacksight(path: string): Promise<ColumnTexts> {
  const { columns, values } = await readColumnsParquet(readFileSync(path), { codecs: nodeParquetCodecs });
  return Object.fromEntries(
    columns.map(({ name, type }) => {
      const column: ArrayLike<number | bigint | string | null> = values.get(name)!;
      return [name, Array.from(column, (value) => ownText(value, type))];
    }),
  );
}

function ownText(value: number | bigint | string | null, type: ColumnType): string {
  if (value === null) return "nan";
  if (type === "double") return doubleText(Number(value));
  if (type === "timestamp") return Number.isNaN(value) ? "nan" : String(BigInt(Number(value)) * 1_000_000n);
  return String(value);
}
