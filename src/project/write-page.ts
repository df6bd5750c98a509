import { writeFileAtomically } from "../platform/atomic-file.ts";
import { createFolderOf } from "../platform/create-folder.ts";
import { checkEnding } from "./check-ending.ts";

const ENDINGS = [".html"];

/** @throws {BacksightError} BACKSIGHT_OPTION_UNKNOWN for another ending than .html; before the work, not after it */
export function checkPagePath(path: string): void {
  checkEnding(path, ENDINGS);
}

/**
 * Writes one HTML page, whole or not at all.
 *
 * @throws {BacksightError} BACKSIGHT_OPTION_UNKNOWN for another ending than .html, BACKSIGHT_FILE_WRITE
 */
export function writePage(path: string, content: string): void {
  checkPagePath(path);
  createFolderOf(path);
  writeFileAtomically(path, content);
}
