import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../../../test/support/temporary-folder.ts";
import type { Json } from "../../core/canonical-json.ts";
import { isBacksightError } from "../../core/errors.ts";
import { encodeRowsParquet } from "../../data/formats/parquet/market-rows/encode-rows-parquet.ts";
import { nodeParquetCodecs } from "../file/node-parquet-codecs.ts";
import { loadDuckDb } from "./load-duckdb.ts";
import { querySql } from "./query-sql.ts";
import type { SqlTable } from "./sql-table.ts";

const isThere = await loadDuckDb().then(
  () => true,
  () => false,
);

async function answer(
  sql: string,
  tables: readonly SqlTable[] = [],
): Promise<{ names: string[]; rows: (readonly Json[])[] }> {
  const { columns, rows } = await querySql(sql, tables);
  const all: (readonly Json[])[] = [];
  for await (const row of rows) all.push(row);
  return { names: columns.map(({ name }) => name), rows: all };
}

async function problem(sql: string, tables: readonly SqlTable[] = []): Promise<string> {
  try {
    await answer(sql, tables);
  } catch (error) {
    if (isBacksightError(error)) return `${error.code}: ${error.message}`;
    throw error;
  }
  return "none";
}

test("without the package it says which", async () => {
  await expect(loadDuckDb(() => Promise.reject(new Error("no")))).rejects.toMatchObject({
    code: "BACKSIGHT_MISSING_PACKAGE",
  });
});

describe.skipIf(!isThere)("SQL (skipped where @duckdb/node-api isn't installed)", () => {
  test("values keep their meaning: instants in UTC, whole numbers exact", async () => {
    const { names, rows } = await answer(
      "SELECT 9007199254740993::BIGINT a, 5::BIGINT b, 1.5::DOUBLE c, NULL d, TIMESTAMPTZ '2024-01-02 03:04:05.678+01' t",
    );
    expect(names).toEqual(["a", "b", "c", "d", "t"]);
    expect(rows).toEqual([["9007199254740993", 5, 1.5, null, "2024-01-02T02:04:05.678Z"]]);
  });

  test("rows come as they are read, however many", async () => {
    const { rows } = await querySql("SELECT i FROM range(10000000) t(i)", []);
    let taken = 0;
    for await (const _ of rows) if (++taken === 5000) break;
    expect(taken).toBe(5000);
  });

  test("only reads, only one statement, only the given files", async () => {
    const folder = temporaryFolder();
    const [given, other] = [join(folder, "given.csv"), join(folder, "other.csv")];
    for (const path of [given, other]) writeFileSync(path, "a,b\n1,2\n");
    const tables: SqlTable[] = [{ kind: "file", name: "data", path: given, format: "csv" }];
    expect((await answer("SELECT a + b AS sum FROM data", tables)).rows).toEqual([[3]]);
    expect(await problem(`SELECT * FROM read_csv('${other}')`, tables)).toMatch(/^BACKSIGHT_SQL: .*Permission Error/);
    expect(await problem(`SELECT * FROM '${other}'`, tables)).toMatch(/^BACKSIGHT_SQL/);
    expect(await problem(`COPY data TO '${join(folder, "out.csv")}'`, tables)).toMatch(
      /^BACKSIGHT_SQL: .*Permission Error/,
    );
    expect(await problem(`COPY data TO '${given}'`, tables)).toContain("doesn't only read");
    expect(await problem("CREATE TABLE t AS SELECT 1", tables)).toContain("doesn't only read");
    expect(await problem("SELECT 1; SELECT 2", tables)).toContain("2 statements");
    expect(await problem("SET enable_external_access = true", tables)).toMatch(/^BACKSIGHT_SQL/);
    expect(await problem("INSTALL httpfs", tables)).toMatch(/^BACKSIGHT_SQL/);
    expect(await problem(" ", tables)).toContain("it is empty");
  });

  test("a mistake is one line that shows where", async () => {
    const message = await problem("SELECT clos FROM (SELECT 1 AS close)");
    expect(message).toMatch(/^BACKSIGHT_SQL: .*"clos".*, at "clos FROM/);
    expect(message).not.toContain("\n");
  });

  // At any moment: while the database opens, while the query is looked at, while it runs.
  test.each([0, 2, 5, 10, 20, 50, 200])("a query that is stopped after %i ms ends as such", async (ms) => {
    const stop = new AbortController();
    const asked = querySql("SELECT sum(a.range * b.range) FROM range(1000000) a, range(1000000) b", [], {
      signal: stop.signal,
    });
    setTimeout(() => stop.abort(), ms);
    await expect(asked.then(({ rows }) => rows[Symbol.asyncIterator]().next())).rejects.toMatchObject({
      code: "BACKSIGHT_CANCELLED",
    });
  });

  test("cached files count within their ranges only", async () => {
    const folder = temporaryFolder();
    const minute = (i: number) => 1_700_000_000_000 + i * 60_000;
    const write = async (name: string, from: number, to: number, price: number) => {
      const column = (value: (i: number) => number) =>
        Float64Array.from({ length: to - from }, (_, i) => value(from + i));
      const prices = column(() => price);
      const rows = {
        time: column(minute),
        closeTime: column((i) => minute(i + 1)),
        open: prices,
        high: prices,
        low: prices,
        close: prices,
        volume: prices,
      };
      const path = join(folder, name);
      writeFileSync(path, await encodeRowsParquet({ dataset: "bars", rows }, {}, { codecs: nodeParquetCodecs }));
      return path;
    };
    const series = { source: "polygon", dataset: "bars", symbol: "AAPL", timeframe: "1m", isSealed: false } as const;
    const older = { ...series, path: await write("it's.parquet", 0, 10, 1), from: minute(0), to: minute(5) };
    const newer = { ...series, path: await write("b.parquet", 5, 15, 2), from: minute(5), to: minute(15) };
    const tables: SqlTable[] = [
      { kind: "cache", name: "bars", dataset: "bars", segments: [older, newer] },
      { kind: "cache", name: "trades", dataset: "trades", segments: [] },
    ];
    expect(
      (await answer("SELECT symbol, timeframe, close, count(*) n FROM bars GROUP BY ALL ORDER BY close", tables)).rows,
    ).toEqual([
      ["AAPL", "1m", 1, 5],
      ["AAPL", "1m", 2, 10],
    ]);
    expect((await answer("SELECT count(*) FROM trades WHERE price > 0", tables)).rows).toEqual([[0]]);
    expect((await answer("DESCRIBE bars", tables)).rows.map(([name]) => name)).toContain("close_time");
  });
});
