import { writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../../../test/support/temporary-folder.ts";
import { isBacksightError } from "../../../core/errors.ts";
import { nodeParquetCodecs as codecs } from "../../../sources/file/node-parquet-codecs.ts";
import { NO_CODECS } from "./parquet-codecs.ts";
import { type ParquetTable, readColumnsParquet } from "./read-columns-parquet.ts";
import type { ColumnType, ColumnValues, TableColumn } from "./table-columns.ts";
import { encodeColumnsParquet, type TableBatch } from "./write-columns-parquet.ts";

const wholeTime = fc.integer({ min: -2_000_000_000_000, max: 4_000_000_000_000 });
const days = fc.integer({ min: -40_000, max: 80_000 });
const anyInt64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
const anyText = fc.oneof(fc.string({ unit: "grapheme" }), fc.constantFrom("long", "short", "", "Ω"));

/** Values of each type, and how many of them there can't be. */
const VALUES: Readonly<
  Record<string, { type: ColumnType; isOptional?: boolean; make: (n: number) => fc.Arbitrary<ColumnValues> }>
> = {
  double: { type: "double", make: (n) => list(fc.double(), n).map((values) => Float64Array.from(values)) },
  int32: { type: "int32", make: (n) => list(fc.integer(), n).map((values) => Int32Array.from(values)) },
  int64: { type: "int64", make: (n) => list(anyInt64, n).map((values) => BigInt64Array.from(values)) },
  timestamp: { type: "timestamp", make: (n) => list(wholeTime, n).map((values) => Float64Array.from(values)) },
  timestampOrNone: {
    type: "timestamp",
    isOptional: true,
    make: (n) => list(fc.oneof(wholeTime, fc.constant(NaN)), n).map((values) => Float64Array.from(values)),
  },
  timestampNs: { type: "timestampNs", make: (n) => list(anyInt64, n).map((values) => BigInt64Array.from(values)) },
  date: { type: "date", make: (n) => list(days, n).map((values) => Int32Array.from(values)) },
  text: { type: "text", make: (n) => list(anyText, n) },
  textOrNone: { type: "text", isOptional: true, make: (n) => list(fc.option(anyText), n) },
  boolean: { type: "boolean", make: (n) => list(fc.integer({ min: 0, max: 1 }), n).map((v) => Uint8Array.from(v)) },
};
const COLUMNS: readonly TableColumn[] = Object.entries(VALUES).map(([name, { type, isOptional = false }]) => ({
  name,
  type,
  isOptional,
}));

function list<T>(value: fc.Arbitrary<T>, length: number): fc.Arbitrary<T[]> {
  return fc.array(value, { minLength: length, maxLength: length });
}

const anyBatch = fc
  .oneof(fc.constantFrom(0, 1, 17, 40), fc.nat(12))
  .chain((length) =>
    fc
      .tuple(...Object.values(VALUES).map(({ make }) => make(length)))
      .map((columns): TableBatch => ({ length, values: new Map(COLUMNS.map(({ name }, j) => [name, columns[j]!])) })),
  );

const shown = (values: Iterable<unknown>) => Array.from(values, (value) => (Object.is(value, -0) ? "-0" : value));

test("any table comes back bit for bit, whatever its row groups", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyBatch, { maxLength: 4 }),
      fc.constantFrom("UNCOMPRESSED" as const, "SNAPPY" as const, "ZSTD" as const),
      async (batches, codec) => {
        const bytes = await encodeColumnsParquet(COLUMNS, batches, { codecs, codec, texts: { from: "here" } });
        const back = await readColumnsParquet(bytes, { codecs });
        expect(back.columns).toEqual(COLUMNS);
        expect(back.length).toBe(batches.reduce((sum, { length }) => sum + length, 0));
        expect([...back.texts]).toEqual([["from", "here"]]);
        for (const { name } of COLUMNS) {
          const written = batches.flatMap(({ values }) => shown(values.get(name)! as Iterable<unknown>));
          expect(shown(back.values.get(name)! as Iterable<unknown>)).toEqual(written);
        }
      },
    ),
    { numRuns: 80 },
  );
});

const one = (name: string, values: ColumnValues): TableBatch => ({
  length: values.length,
  values: new Map([[name, values]]),
});

test("only the columns that are named are read, in the order of the file", async () => {
  const values = new Map<string, ColumnValues>([
    ["a", Float64Array.of(1)],
    ["b", ["x"]],
    ["c", Uint8Array.of(1)],
  ]);
  const columns = [
    { name: "a", type: "double" },
    { name: "b", type: "text" },
    { name: "c", type: "boolean" },
  ] as const;
  const bytes = await encodeColumnsParquet(columns, [{ length: 1, values }], { codecs });
  const back = await readColumnsParquet(bytes, { codecs, names: ["c", "a"] });
  expect([...back.values.keys()]).toEqual(["a", "c"]);
  await expect(readColumnsParquet(bytes, { codecs, names: ["d"], path: "t.parquet" })).rejects.toThrow(
    "t.parquet has no column d of plain values; its columns are: a, b, c.",
  );
});

test("columns that are missing, too short or without a value are refused", async () => {
  const column = { name: "a", type: "double" } as const;
  await expect(encodeColumnsParquet([column], [{ length: 2, values: new Map() }], { codecs })).rejects.toMatchObject({
    code: "BACKSIGHT_LENGTH",
  });
  const short = { ...one("a", Float64Array.of(1)), length: 2 };
  await expect(encodeColumnsParquet([column], [short], { codecs })).rejects.toThrow("a must hold 2 values, held 1.");
  const time = { name: "a", type: "timestamp" } as const;
  await expect(encodeColumnsParquet([time], [one("a", Float64Array.of(1, NaN))], { codecs })).rejects.toThrow(
    "a must be a value in every row, was none in row 1.",
  );
  const text = { name: "a", type: "text" } as const;
  await expect(encodeColumnsParquet([text], [one("a", ["", null])], { codecs })).rejects.toThrow("none in row 1");
});

test("fractions of a millisecond are cut off, before 1970 too", async () => {
  const column = { name: "at", type: "timestamp" } as const;
  const bytes = await encodeColumnsParquet([column], [one("at", Float64Array.of(-1.5, 0.9, 2))], { codecs });
  expect((await readColumnsParquet(bytes, { codecs })).values.get("at")).toEqual(Float64Array.of(-1, 0, 2));
});

test("progress is told, and writing and reading can be stopped", async () => {
  const column = { name: "a", type: "double" } as const;
  const batches = [one("a", Float64Array.of(1)), one("a", Float64Array.of(2, 3))];
  const done: number[] = [];
  await encodeColumnsParquet([column], batches, {
    codecs: NO_CODECS,
    onProgress: (progress) => done.push(progress.done),
  });
  expect(done).toEqual([1, 3]);
  const signal = AbortSignal.abort();
  const stopped = { code: "BACKSIGHT_CANCELLED" };
  await expect(encodeColumnsParquet([column], batches, { codecs, signal })).rejects.toMatchObject(stopped);
  const bytes = await encodeColumnsParquet([column], batches, { codecs });
  await expect(readColumnsParquet(bytes, { codecs, signal })).rejects.toMatchObject(stopped);
});

test("flipped bits end with values or a typed error", async () => {
  const values = new Map<string, ColumnValues>([
    ["flag", Uint8Array.from({ length: 60 }, (_, i) => (i % 7 < 3 ? 1 : 0))],
    ["when", Float64Array.from({ length: 60 }, (_, i) => (i % 5 === 0 ? NaN : i * 86_400_000))],
    ["name", Array.from({ length: 60 }, (_, i) => (i % 4 === 0 ? null : `n${i % 3}`))],
  ]);
  const columns = [
    { name: "flag", type: "boolean" },
    { name: "when", type: "timestamp", isOptional: true },
    { name: "name", type: "text", isOptional: true },
  ] as const;
  const bytes = await encodeColumnsParquet(columns, [{ length: 60, values }], { codecs, codec: "UNCOMPRESSED" });
  await fc.assert(
    fc.asyncProperty(fc.nat(bytes.length - 1), fc.nat(7), async (at, bit) => {
      const broken = bytes.slice();
      broken[at] = broken[at]! ^ (1 << bit);
      const outcome = await readColumnsParquet(broken, { codecs }).catch((error: unknown) => error);
      expect(isBacksightError(outcome) || (outcome as ParquetTable).length >= 0).toBe(true);
    }),
    { numRuns: 400 },
  );
});

const duckdb = await import("@duckdb/node-api").catch(() => undefined);

test.skipIf(duckdb === undefined)(
  "DuckDB reads the same values and types (skipped where it isn't installed)",
  async () => {
    const path = join(temporaryFolder(), "table.parquet");
    const rows = new Map<string, ColumnValues>([
      ["double", Float64Array.of(0.1, NaN)],
      ["int32", Int32Array.of(-2147483648, 7)],
      ["int64", BigInt64Array.of(-(2n ** 63n), 2n ** 63n - 1n)],
      // 2024-01-02T14:30:00Z and a millisecond before 1970.
      ["timestamp", Float64Array.of(1_704_205_800_000, -1)],
      ["timestampOrNone", Float64Array.of(1_704_205_800_000, NaN)],
      ["timestampNs", BigInt64Array.of(1_704_205_800_000_000_001n, 0n)],
      ["date", Int32Array.of(19_724, -1)],
      ["text", ["Ω", ""]],
      ["textOrNone", [null, "x"]],
      ["boolean", Uint8Array.of(1, 0)],
    ]);
    writeFileSync(path, await encodeColumnsParquet(COLUMNS, [{ length: 2, values: rows }], { codecs }));
    const instance = await duckdb!.DuckDBInstance.create(":memory:");
    const connection = await instance.connect();
    await connection.run("SET TimeZone = 'UTC'");
    const names = COLUMNS.map(({ name }) => `"${name}"::VARCHAR AS "${name}"`).join(", ");
    const texts = await connection.runAndReadAll(`SELECT ${names} FROM read_parquet('${path}')`);
    expect(texts.getRowsJson()).toEqual([
      [
        "0.1",
        "-2147483648",
        "-9223372036854775808",
        "2024-01-02 14:30:00+00",
        "2024-01-02 14:30:00+00",
        // It keeps microseconds of times with a zone.
        "2024-01-02 14:30:00+00",
        "2024-01-02",
        "Ω",
        null,
        "true",
      ],
      [
        "nan",
        "7",
        "9223372036854775807",
        "1969-12-31 23:59:59.999+00",
        null,
        "1970-01-01 00:00:00+00",
        "1969-12-31",
        "",
        "x",
        "false",
      ],
    ]);
    const types = await connection.runAndReadAll(
      `SELECT column_type FROM (DESCRIBE SELECT * FROM read_parquet('${path}'))`,
    );
    expect(types.getRowsJson().flat()).toEqual([
      "DOUBLE",
      "INTEGER",
      "BIGINT",
      "TIMESTAMP WITH TIME ZONE",
      "TIMESTAMP WITH TIME ZONE",
      "TIMESTAMP WITH TIME ZONE",
      "DATE",
      "VARCHAR",
      "VARCHAR",
      "BOOLEAN",
    ]);
    connection.closeSync();
    instance.closeSync();
  },
);
