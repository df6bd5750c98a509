import { extname } from "node:path";
import { BacksightError } from "../core/errors.ts";
import { didYouMean } from "../core/nearest-name.ts";
import { writeFileAtomically } from "../platform/atomic-file.ts";
import { createFolderOf } from "../platform/create-folder.ts";
import type { RunDetail } from "../run/run-detail.ts";
import type { OrderColumns } from "../trading/orders/order-columns.ts";

const PARTS = ["trades", "equity", "orders"] as const;
const ENDINGS = [".csv", ".json"];

/** A part of a run that can be exported alone. */
export type ExportPart = (typeof PARTS)[number];

/** What is to be written: one part, or the run in full (JSON only). */
export type ExportScope = ExportPart | "run";

/**
 * What an export means: a part where one is named; else the run in full for .json, its trades for .csv.
 *
 * @throws {BacksightError} BACKSIGHT_OPTION_UNKNOWN for another ending or part; before the work, not after it
 */
export function exportScope(path: string, part: string | undefined): ExportScope {
  const ending = extname(path).toLowerCase();
  if (!ENDINGS.includes(ending)) {
    throw new BacksightError("BACKSIGHT_OPTION_UNKNOWN", {
      kind: "export ending",
      name: ending || path,
      hint: "",
      known: ENDINGS.join(", "),
    });
  }
  if (part === undefined) return ending === ".json" ? "run" : "trades";
  const known = PARTS.find((name) => name === part);
  if (known !== undefined) return known;
  throw new BacksightError("BACKSIGHT_OPTION_UNKNOWN", {
    kind: "value for --what",
    name: part,
    hint: didYouMean(part, PARTS),
    known: PARTS.join(", "),
  });
}

/**
 * Writes a run, or a part of it, in the form that the file's ending names; whole or not at all. The number of rows
 * that were written is returned, of trades for a whole run.
 *
 * @param orders needed for the orders: the store doesn't keep them
 * @throws {BacksightError} BACKSIGHT_FILE_WRITE
 */
export async function exportRun(
  detail: RunDetail,
  path: string,
  scope: ExportScope,
  orders?: OrderColumns,
): Promise<number> {
  const { content, rows } = await contentOf(detail, path, scope, orders);
  createFolderOf(path);
  writeFileAtomically(path, content);
  return rows;
}

async function contentOf(
  detail: RunDetail,
  path: string,
  scope: ExportScope,
  orders: OrderColumns | undefined,
): Promise<{ readonly content: string; readonly rows: number }> {
  if (scope === "run") {
    const { renderJson } = await import("../report/json-report.ts");
    return { content: renderJson(detail), rows: detail.trades.length };
  }
  const tables = await import("../report/data-table.ts");
  const table =
    scope === "trades"
      ? tables.tradeTable(detail)
      : scope === "equity"
        ? tables.equityTable(detail)
        : tables.orderTable(orders!);
  const rows = table.rows.length;
  if (extname(path).toLowerCase() === ".json") return { content: tables.tableJson(table), rows };
  const { csvText } = await import("../report/csv-text.ts");
  return { content: csvText(table), rows };
}
