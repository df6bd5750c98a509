import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { temporaryFolder } from "../../test/support/temporary-folder.ts";
import { loadDuckDb } from "../sources/sql/load-duckdb.ts";
import { queryData } from "./query-data.ts";

const isThere = await loadDuckDb().then(
  () => true,
  () => false,
);
const noCache = async () => [];

describe.skipIf(!isThere)("queries (skipped where @duckdb/node-api isn't installed)", () => {
  let prices = "";
  beforeEach(() => {
    prices = join(temporaryFolder(), "prices.csv");
    writeFileSync(prices, "date,close\n2024-01-02,10\n2024-01-03,11.5\n");
  });

  const firstRow = async (sql: string, files: readonly string[]) => {
    const { rows } = await queryData(sql, files, noCache);
    for await (const row of rows) return row;
    return [];
  };

  test("files are called data, data2, or as they are named", async () => {
    expect(
      await firstRow("SELECT count(*), max(data2.close) FROM data JOIN data2 USING (date)", [prices, prices]),
    ).toEqual([2, 11.5]);
    expect(await firstRow("SELECT max(close) FROM p", [`p=csv:${prices}`])).toEqual([11.5]);
  });

  test("the cache is there, empty", async () => {
    expect(await firstRow("SELECT (SELECT count(*) FROM bars) + (SELECT count(*) FROM quotes)", [])).toEqual([0]);
  });

  test("a file may stand in for a table of the cache", async () => {
    expect(await firstRow("SELECT count(*) FROM bars", [`bars=${prices}`])).toEqual([2]);
  });

  test("what holds no file, and a name given twice", async () => {
    await expect(queryData("SELECT 1", ["synthetic:gbm"], noCache)).rejects.toMatchObject({ code: "BACKSIGHT_USAGE" });
    await expect(queryData("SELECT 1", [`p=${prices}`, `p=${prices}`], noCache)).rejects.toMatchObject({
      code: "BACKSIGHT_USAGE",
    });
    await expect(queryData("SELECT 1", ["nothing"], noCache)).rejects.toMatchObject({ code: "BACKSIGHT_DATA_URI" });
  });
});
