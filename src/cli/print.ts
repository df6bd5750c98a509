import type { Json } from "../core/canonical-json.ts";
import type { RunDetail } from "../run/run-detail.ts";

/** The one document on standard output. */
export function printJson(document: Json): void {
  process.stdout.write(`${JSON.stringify(document)}\n`);
}

/** The summary of a run for a terminal: guards first. */
export async function printSummary(detail: RunDetail): Promise<void> {
  const { renderSummary } = await import("../report/terminal-summary.ts");
  process.stdout.write(`${renderSummary(detail, terminal())}\n`);
}

/** What the terminal can show. NO_COLOR (no-color.org) and a pipe switch colours off. */
export function terminal(): { readonly color: boolean; readonly width: number } {
  const color = process.stdout.isTTY === true && (process.env.NO_COLOR ?? "") === "" && process.env.TERM !== "dumb";
  return { color, width: process.stdout.columns ?? 80 };
}

/** Columns for tables: a terminal's own; a pipe or a file takes whole lines. */
export function tableWidth(): number {
  return process.stdout.isTTY === true ? process.stdout.columns : Infinity;
}
