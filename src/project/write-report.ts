import { writeFileAtomically } from "../platform/atomic-file.ts";
import { createFolderOf } from "../platform/create-folder.ts";
import type { RunDetail } from "../run/run-detail.ts";
import { checkEnding } from "./check-ending.ts";

const ENDINGS = [".html", ".md", ".json"] as const;

/**
 * Renders a run in the form that the file's ending names, and writes it whole or not at all.
 *
 * @throws {BacksightError} BACKSIGHT_OPTION_UNKNOWN for another ending, BACKSIGHT_FILE_WRITE
 */
export async function writeReport(detail: RunDetail, path: string): Promise<void> {
  const content = await renderReport(detail, checkReportPath(path));
  createFolderOf(path);
  writeFileAtomically(path, content);
}

/** @throws {BacksightError} BACKSIGHT_OPTION_UNKNOWN for an ending that names no form; before the work, not after it */
export function checkReportPath(path: string): (typeof ENDINGS)[number] {
  return checkEnding(path, ENDINGS);
}

async function renderReport(detail: RunDetail, ending: (typeof ENDINGS)[number]): Promise<string> {
  switch (ending) {
    case ".md":
      return (await import("../report/markdown-report.ts")).renderMarkdown(detail);
    case ".json":
      return (await import("../report/json-report.ts")).renderJson(detail);
    case ".html":
      return (await import("../report/html-report.ts")).renderHtml(detail);
  }
}
