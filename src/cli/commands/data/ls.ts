import type { Json } from "../../../core/canonical-json.ts";
import { isoTime } from "../../../market/iso-time.ts";
import { webCopies } from "../../../project/web-copies.ts";
import { withCache } from "../../../project/with-cache.ts";
import { textTable } from "../../../report/text-table.ts";
import { newCommand } from "../../new-command.ts";
import { printJson, tableWidth } from "../../print.ts";
import { CONFIG, type DataOptions, readCount } from "./data-options.ts";

interface ListOptions extends DataOptions {
  readonly limit?: string;
  readonly offset?: string;
  readonly symbol?: string;
  readonly config?: string;
}

export const ls = newCommand("ls", "what the cache holds")
  .option("--limit <count>", "rows at most (50)")
  .option("--offset <count>", "rows to pass over (0)")
  .option("--symbol <symbol>", "only this one's")
  .option(...CONFIG)
  .action(async ({ limit, offset, symbol, config, json }: ListOptions) => {
    const page = { limit: readCount("limit", limit, 50, 1), offset: readCount("offset", offset, 0) };
    const chosen = symbol === undefined ? page : { ...page, symbol };
    const listing = await withCache({ config }, async (cache) => cache.list(chosen));
    const { total: seriesTotal, bytes: seriesBytes, series } = listing ?? { total: 0, bytes: 0, series: [] };
    // Copies of files of the web have no symbol; they come after all series.
    const all = symbol === undefined ? await webCopies(config) : [];
    const first = Math.max(0, page.offset - seriesTotal);
    const copies = all.slice(first, first + page.limit - series.length);
    const total = seriesTotal + all.length;
    const bytes = seriesBytes + all.reduce((sum, one) => sum + one.bytes, 0);
    if (json === true) {
      const rows = series.map((one) => ({ ...one, from: isoTime(one.from), to: isoTime(one.to) }));
      const files = copies.map((one) => ({ ...one, checkedAt: isoTime(one.checkedAt) }));
      printJson({ total, bytes, series: rows as unknown as Json, copies: files });
      return;
    }
    if (total === 0) {
      process.stdout.write("nothing is cached\n");
      return;
    }
    const rows = series.map((one) => [
      one.source,
      one.symbol,
      one.timeframe ?? one.dataset,
      isoTime(one.from).slice(0, 10),
      isoTime(one.to).slice(0, 10),
      String(one.rows),
      (one.bytes / 1e6).toFixed(2),
      one.isPinned ? "pinned" : "",
    ]);
    for (const { address, bytes: size, checkedAt } of copies) {
      rows.push(["web", address, "file", "", isoTime(checkedAt).slice(0, 10), "", (size / 1e6).toFixed(2), ""]);
    }
    const columns = [
      { head: "source" },
      { head: "symbol" },
      { head: "what" },
      { head: "from" },
      { head: "to" },
      { head: "rows", isNumber: true },
      { head: "MB", isNumber: true },
      { head: "" },
    ];
    const shown = `${page.offset + 1} to ${page.offset + rows.length} of ${total}, ${(bytes / 1e6).toFixed(1)} MB in all`;
    process.stdout.write(`${textTable(columns, rows, tableWidth()).join("\n")}\n${shown}\n`);
  });
