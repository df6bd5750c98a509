import { join } from "node:path";
import { BacksightError } from "../core/errors.ts";
import { DATASETS, type Dataset } from "../data/market-data/data-request.ts";
import type { SegmentView } from "../sources/cache/segment-views.ts";
import { querySql, type SqlAnswer, type SqlOptions } from "../sources/sql/query-sql.ts";
import type { SqlTable } from "../sources/sql/sql-table.ts";
import { parseDataAddress } from "./data-address.ts";

/** The files of a dataset in the cache. */
export type CacheViews = (dataset: Dataset) => Promise<readonly SegmentView[]>;

const NAMED = /^([A-Za-z_]\w*)=(.+)$/s;

/**
 * Answers a query over the cache (`bars`, `trades`, `quotes`) and over given files: each `name=address`, or an address,
 * which is called `data` (the second one `data2`).
 *
 * @throws {BacksightError} BACKSIGHT_SQL, BACKSIGHT_DATA_URI, BACKSIGHT_USAGE for a name given twice or an address that is no
 * file, BACKSIGHT_STORE
 */
export async function queryData(
  sql: string,
  files: readonly string[],
  views: CacheViews,
  options: SqlOptions = {},
): Promise<SqlAnswer> {
  const tables: SqlTable[] = [];
  for (const text of files) {
    const named = NAMED.exec(text);
    const count = tables.length;
    const name = named?.[1] ?? (count === 0 ? "data" : `data${count + 1}`);
    const { scheme, body } = parseDataAddress(named?.[2] ?? text);
    if (scheme !== "csv" && scheme !== "parquet") throw wrongUsage(`${scheme}: holds no file to ask.`);
    if (tables.some((table) => table.name === name)) throw wrongUsage(`Two tables are called "${name}".`);
    tables.push({ kind: "file", name, path: join(body), format: scheme });
  }
  for (const dataset of DATASETS) {
    if (tables.some((table) => table.name === dataset)) continue;
    tables.push({ kind: "cache", name: dataset, dataset, segments: await views(dataset) });
  }
  return querySql(sql, tables, options);
}

function wrongUsage(problem: string): BacksightError {
  const help = "Give --data parquet:file.parquet, or --data name=csv:file.csv.";
  return new BacksightError("BACKSIGHT_USAGE", { problem, help });
}
