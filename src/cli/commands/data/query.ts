import type { Json } from "../../../core/canonical-json.ts";
import { BacksightError } from "../../../core/errors.ts";
import { cacheViews } from "../../../project/cache-views.ts";
import { queryData } from "../../../project/query-data.ts";
import { vendorSettings } from "../../../project/vendor-settings.ts";
import { csvText } from "../../../report/csv-text.ts";
import type { Cell } from "../../../report/data-table.ts";
import { textTable } from "../../../report/text-table.ts";
import { newCommand } from "../../new-command.ts";
import { printJson, tableWidth } from "../../print.ts";
import type { DataOptions } from "./data-options.ts";

interface QueryOptions extends DataOptions {
  readonly data: readonly string[];
  readonly limit?: string;
  readonly csv?: boolean;
  readonly config?: string;
}

const SHOWN_ROWS = 100;

export const query = newCommand("query", "SQL (DuckDB's) over the cache and over files; it can only read")
  .argument("<sql>", 'one SELECT over bars, trades, quotes or your files; "DESCRIBE bars" shows columns')
  .option("--data <address>", "a CSV or Parquet file, called data, or name=address; may be repeated", gather, [])
  .option("--limit <count>", `rows at most (${SHOWN_ROWS}); 0: all`)
  .option("--csv", "comma-separated values instead of a table")
  .option("--config <file>", "configuration file (config.yaml)")
  .action(async (sql: string, options: QueryOptions) => {
    const limit = readLimit(options.limit);
    const { isAuditRequired } = await vendorSettings(undefined, options.config);
    const { columns, rows } = await queryData(sql, options.data, cacheViews(options.config), { isAuditRequired });
    const shown: (readonly Json[])[] = [];
    let isCut = false;
    for await (const row of rows) {
      if (shown.length === limit) {
        isCut = true;
        break;
      }
      shown.push(row);
    }
    if (options.json === true) {
      printJson({ columns: columns.map(({ name, type }) => ({ name, type })), rows: shown as Json, isCut });
      return;
    }
    const cells = shown.map((row) => row.map(cellOf));
    const heads = columns.map(({ name }) => name);
    if (options.csv === true) process.stdout.write(csvText({ columns: heads, rows: cells }));
    else {
      const isNumber = (k: number) => cells.some((row) => typeof row[k] === "number");
      const table = heads.map((head, k) => ({ head, isNumber: isNumber(k) }));
      const texts = cells.map((row) => row.map((cell) => (cell === null ? "" : String(cell))));
      process.stdout.write(`${textTable(table, texts, tableWidth()).join("\n")}\n`);
    }
    if (isCut) process.stderr.write(`only the first ${limit} rows are shown; --limit 0 shows all\n`);
  });

/** Lists and structures as JSON. */
function cellOf(value: Json): Cell {
  if (value === null || typeof value === "number" || typeof value === "string") return value;
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function gather(text: string, before: readonly string[]): string[] {
  return [...before, text];
}

function readLimit(text: string | undefined): number {
  if (text === undefined) return SHOWN_ROWS;
  if (/^\d{1,9}$/.test(text)) return Number(text) === 0 ? Infinity : Number(text);
  throw new BacksightError("BACKSIGHT_ARGUMENT", { name: "limit", rule: "a whole number", value: text });
}
