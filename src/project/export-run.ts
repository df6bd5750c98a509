import { BacksightError, isBacksightError } from "../core/errors.ts";
import type { ProgressListener } from "../core/progress.ts";
import { writeFileAtomically } from "../platform/atomic-file.ts";
import { createFolderOf } from "../platform/create-folder.ts";
import type { DataTable } from "../report/data-table.ts";
import type { RunDetail } from "../run/run-detail.ts";
import type { InstrumentOrders } from "../run/simulated-account.ts";
import { type ExportFile, type ExportPlan, isStored } from "./export-plan.ts";
import { repeatRun, throwIfChanged } from "./repeat-run.ts";
import type { Session } from "./session.ts";

/** What the store doesn't keep of a run, by instrument. */
export type UnstoredParts = readonly InstrumentOrders[];

/** A file that was written. */
export interface ExportedFile extends ExportFile {
  /** Rows of its table; trades of a whole run. */
  readonly rows: number;
}

/**
 * Orders and fills of a stored run, where a plan asks for them: the run is repeated, and must give the same result.
 *
 * @throws {BacksightError} BACKSIGHT_RERUN
 */
export async function repeatForExport(
  session: Session,
  { record }: RunDetail,
  plan: ExportPlan,
  onProgress: ProgressListener,
): Promise<UnstoredParts | undefined> {
  if (isStored(plan)) return undefined;
  try {
    const repeated = await repeatRun(session, record, onProgress);
    throwIfChanged(record, repeated);
    return repeated.outcome.account.books;
  } catch (error) {
    if (!plan.isFolder || !isBacksightError(error) || error.code !== "BACKSIGHT_RERUN") throw error;
    const { id, reason, advice } = error.details as Readonly<Record<"id" | "reason" | "advice", unknown>>;
    const instead = "The rest needs no repetition: --what trades,equity,metrics.";
    throw new BacksightError(
      "BACKSIGHT_RERUN",
      { id, reason, advice: `${String(advice)} ${instead}` },
      { cause: error },
    );
  }
}

/**
 * Writes what a plan says of a run, each file whole or not at all; none when one can't be made.
 *
 * @param unstored needed for orders and fills
 * @throws {BacksightError} BACKSIGHT_FILE_WRITE, BACKSIGHT_MISSING_PACKAGE
 */
export async function exportRun(
  detail: RunDetail,
  plan: ExportPlan,
  unstored?: UnstoredParts,
): Promise<readonly ExportedFile[]> {
  const contents: { readonly file: ExportedFile; readonly content: string | Uint8Array }[] = [];
  for (const { what, path } of plan.files) {
    const { content, rows } = await contentOf(detail, what, plan.format, unstored);
    contents.push({ file: { what, path, rows }, content });
  }
  for (const { file, content } of contents) {
    createFolderOf(file.path);
    writeFileAtomically(file.path, content);
  }
  return contents.map(({ file }) => file);
}

async function contentOf(
  detail: RunDetail,
  what: ExportFile["what"],
  format: ExportPlan["format"],
  unstored: UnstoredParts | undefined,
): Promise<{ readonly content: string | Uint8Array; readonly rows: number }> {
  if (what === "run") {
    const { renderJson } = await import("../report/json-report.ts");
    return { content: renderJson(detail), rows: detail.trades.length };
  }
  const table = await tableOf(detail, what, unstored);
  const rows = table.rows.length;
  if (format === "json") {
    const { tableJson } = await import("../report/data-table.ts");
    return { content: tableJson(table), rows };
  }
  if (format === "parquet") {
    const { tableParquet } = await import("./table-parquet.ts");
    return { content: await tableParquet(table, what, { "backsight.run": detail.record.id }), rows };
  }
  const { csvText } = await import("../report/csv-text.ts");
  return { content: csvText(table), rows };
}

async function tableOf(
  detail: RunDetail,
  what: Exclude<ExportFile["what"], "run">,
  unstored: UnstoredParts | undefined,
): Promise<DataTable> {
  const { equityTable, orderTable, tableOfBooks, tradeTable } = await import("../report/data-table.ts");
  switch (what) {
    case "trades":
      return tradeTable(detail);
    case "equity":
      return equityTable(detail);
    case "orders":
      return tableOfBooks(unstored!, ({ orders }) => orderTable(orders));
    case "fills": {
      const { fillTable } = await import("../report/fill-table.ts");
      return tableOfBooks(unstored!, ({ fills }) => fillTable(fills));
    }
    case "metrics": {
      const { metricTable } = await import("../report/metric-table.ts");
      return metricTable(detail.record);
    }
  }
}
