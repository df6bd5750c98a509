import { extname } from "node:path";
import { BacksightError } from "../core/errors.ts";
import { writeFileAtomically } from "../platform/atomic-file.ts";
import { createFolderOf } from "../platform/create-folder.ts";
import type { RunDetail } from "../run/run-detail.ts";

/** @throws {BacksightError} BACKSIGHT_OPTION_UNKNOWN for another ending than .html; before the work, not after it */
export function checkComparisonPath(path: string): void {
  const ending = extname(path).toLowerCase();
  if (ending === ".html") return;
  throw new BacksightError("BACKSIGHT_OPTION_UNKNOWN", {
    kind: "report ending",
    name: ending || path,
    hint: "",
    known: ".html",
  });
}

/** Writes two runs on one HTML page, whole or not at all. @throws {BacksightError} BACKSIGHT_FILE_WRITE */
export async function writeComparison(a: RunDetail, b: RunDetail, path: string): Promise<void> {
  checkComparisonPath(path);
  const { renderComparison } = await import("../report/compare-report.ts");
  const content = renderComparison(a, b);
  createFolderOf(path);
  writeFileAtomically(path, content);
}
