import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { BacksightError, reasonOf } from "../../core/errors.ts";
import { writeFileAtomically } from "../atomic-file.ts";
import { createFolder } from "../create-folder.ts";
import { systemErrorCode } from "../write-failure.ts";
import type { AuditRow } from "./audit-row.ts";

/** A file of rows that were rotated out of the log: JSON lines, compressed. */
export interface AuditArchive {
  readonly path: string;
  readonly first: number;
  readonly last: number;
}

/** The archives of an audit log, ascending; none where there is no folder of them. */
export function listArchives(folder: string): AuditArchive[] {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch (error) {
    if (systemErrorCode(error) === "ENOENT") return [];
    throw error;
  }
  return names.sort().flatMap((name) => {
    const match = /^(\d{12})-(\d{12})\.jsonl\.gz$/.exec(name);
    return match === null ? [] : [{ path: join(folder, name), first: Number(match[1]), last: Number(match[2]) }];
  });
}

/** Writes rows, ascending and without a gap, into an archive, whole or not at all. @throws {BacksightError} BACKSIGHT_FILE_WRITE */
export function writeArchive(folder: string, rows: readonly AuditRow[]): void {
  createFolder(folder);
  const [first, last] = [rows[0]!.seq, rows.at(-1)!.seq].map((seq) => String(seq).padStart(12, "0"));
  const text = rows.map((row) => `${JSON.stringify(row)}\n`).join("");
  writeFileAtomically(join(folder, `${first}-${last}.jsonl.gz`), gzipSync(Buffer.from(text, "utf8")));
}

/** The rows of an archive; none when it has gone meanwhile. @throws {BacksightError} BACKSIGHT_AUDIT_BROKEN */
export function readArchive({ path }: AuditArchive): AuditRow[] {
  try {
    const lines = gunzipSync(readFileSync(path)).toString("utf8").split("\n");
    return lines.filter((line) => line !== "").map((line) => JSON.parse(line) as AuditRow);
  } catch (error) {
    if (systemErrorCode(error) === "ENOENT") return [];
    const problem = `it can't be read: ${reasonOf(error)}`;
    throw new BacksightError("BACKSIGHT_AUDIT_BROKEN", { path, problem }, { cause: error });
  }
}

/** Removes the oldest archives but for `most`. */
export function removeOldArchives(folder: string, most: number): void {
  for (const { path } of listArchives(folder).slice(0, -most)) rmSync(path, { force: true });
}
