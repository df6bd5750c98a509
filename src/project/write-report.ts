import { dirname, extname } from "node:path";
import { BacksightError } from "../core/errors.ts";
import { writeFileAtomically } from "../platform/atomic-file.ts";
import { createFolder } from "../platform/create-folder.ts";
import type { RunDetail } from "../run/run-detail.ts";

const ENDINGS = [".html", ".md", ".json"];

/**
 * Renders a run in the form that the file's ending names, and writes it whole or not at all.
 *
 * @throws {BacksightError} BACKSIGHT_OPTION_UNKNOWN for another ending, BACKSIGHT_FILE_WRITE
 */
export async function writeReport(detail: RunDetail, path: string): Promise<void> {
  checkReportPath(path);
  const content = await renderReport(detail, path);
  createFolder(dirname(path));
  writeFileAtomically(path, content);
}

/** @throws {BacksightError} BACKSIGHT_OPTION_UNKNOWN for an ending that names no form; before the work, not after it */
export function checkReportPath(path: string): void {
  const ending = extname(path).toLowerCase();
  if (ENDINGS.includes(ending)) return;
  throw new BacksightError("BACKSIGHT_OPTION_UNKNOWN", {
    kind: "report ending",
    name: ending || path,
    hint: "",
    known: ENDINGS.join(", "),
  });
}

async function renderReport(detail: RunDetail, path: string): Promise<string> {
  switch (extname(path).toLowerCase()) {
    case ".md":
      return (await import("../report/markdown-report.ts")).renderMarkdown(detail);
    case ".json":
      return (await import("../report/json-report.ts")).renderJson(detail);
    default:
      return (await import("../report/html-report.ts")).renderHtml(detail);
  }
}
