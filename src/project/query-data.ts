import { join, resolve } from "node:path";
import { BacksightError } from "../core/errors.ts";
import { DATASETS, type Dataset } from "../data/market-data/data-request.ts";
import type { SegmentView } from "../sources/cache/segment-views.ts";
import { querySql, type SqlAnswer, type SqlOptions } from "../sources/sql/query-sql.ts";
import type { SqlTable } from "../sources/sql/sql-table.ts";
import { parseDataAddress } from "./data-address.ts";
import { type DataAccess, notedAccess } from "./noted-access.ts";

/** The files of a dataset in the cache. */
export type CacheViews = (dataset: Dataset) => Promise<readonly SegmentView[]>;

const NAMED = /^([A-Za-z_]\w*)=(.+)$/s;

/**
 * Answers a query over the cache (`bars`, `trades`, `quotes`) and over given files: each `name=address`, or an address,
 * which is called `data` (the second one `data2`).
 *
 * @throws {BacksightError} BACKSIGHT_SQL, BACKSIGHT_DATA_URI, BACKSIGHT_NOT_SUPPORTED for a cache that is encrypted, BACKSIGHT_USAGE for a name given twice or an address that is no
 * file, BACKSIGHT_STORE
 */
export async function queryData(
  sql: string,
  files: readonly string[],
  views: CacheViews,
  { isAuditRequired, ...options }: SqlOptions & { readonly isAuditRequired?: boolean | undefined } = {},
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
    const isNamed = isNamedIn(sql, dataset);
    const segments = isNamed ? await views(dataset) : [];
    if (segments.some(({ isSealed }) => isSealed)) throw encrypted(dataset);
    tables.push({ kind: "cache", name: dataset, dataset, segments });
  }
  const asked = tables.filter(({ name }) => isNamedIn(sql, name));
  const detail = "a query; its rows are read as they are asked for";
  const access: DataAccess = { action: "data.read", subject: asked.map(textOf).join(", ") || "no table", detail };
  return notedAccess(access, () => querySql(sql, tables, options), isAuditRequired);
}

/** Whether a query may mean a table: its name stands in it somewhere. */
function isNamedIn(sql: string, name: string): boolean {
  return new RegExp(`\\b${name}\\b`, "i").test(sql);
}

/** DuckDB reads files by itself, and can't open these; what it could open would lie on disk in the clear. */
function encrypted(dataset: Dataset): BacksightError {
  return new BacksightError("BACKSIGHT_NOT_SUPPORTED", {
    what: `a query over ${dataset} of the cache while its files are encrypted (data.encrypt)`,
    instead:
      "Write what you need to a file (backsight data import ADDRESS --out FILE.parquet), and ask that with --data.",
  });
}

/** What of a table the audit log names. */
function textOf(table: SqlTable): string {
  return table.kind === "cache" ? `${table.dataset} of the cache` : resolve(table.path);
}

function wrongUsage(problem: string): BacksightError {
  const help = "Give --data parquet:file.parquet, or --data name=csv:file.csv.";
  return new BacksightError("BACKSIGHT_USAGE", { problem, help });
}
