import { extname } from "node:path";
import { BacksightError } from "../core/errors.ts";
import { writeFileAtomically } from "../platform/atomic-file.ts";
import { createFolderOf } from "../platform/create-folder.ts";
import type { MonteCarloAnalysis } from "../run/monte-carlo/monte-carlo-analysis.ts";
import type { RunRecord } from "../run/run-record.ts";

/** @throws {BacksightError} BACKSIGHT_OPTION_UNKNOWN for another ending than .html; before the work, not after it */
export function checkMonteCarloPath(path: string): void {
  const ending = extname(path).toLowerCase();
  if (ending === ".html") return;
  throw new BacksightError("BACKSIGHT_OPTION_UNKNOWN", {
    kind: "report ending",
    name: ending || path,
    hint: "",
    known: ".html",
  });
}

/** Writes an analysis as one HTML page, whole or not at all. @throws {BacksightError} BACKSIGHT_FILE_WRITE */
export async function writeMonteCarlo(record: RunRecord, analysis: MonteCarloAnalysis, path: string): Promise<void> {
  checkMonteCarloPath(path);
  const { renderMonteCarlo } = await import("../report/monte-carlo-report.ts");
  const content = renderMonteCarlo(record, analysis);
  createFolderOf(path);
  writeFileAtomically(path, content);
}
