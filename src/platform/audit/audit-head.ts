import { readFileSync } from "node:fs";
import { writeFileAtomically } from "../atomic-file.ts";
import { systemErrorCode } from "../write-failure.ts";
import { NO_ROW } from "./audit-row.ts";

/** How far the log had come when it was last written to, kept in a file of its own: it tells when rows at the end go. */
export interface AuditHead {
  /** The number of the last row; 0 before the first. */
  readonly seq: number;
  readonly hash: string;
}

export const EMPTY_HEAD: AuditHead = { seq: 0, hash: NO_ROW };

/** The head record; null when there is none, or it can't be understood. Other failures to read it are thrown. */
export function readHead(path: string): AuditHead | null {
  try {
    return parseHead(readFileSync(path, "utf8"));
  } catch (error) {
    if (systemErrorCode(error) === "ENOENT") return null;
    throw error;
  }
}

/** @throws {BacksightError} BACKSIGHT_FILE_WRITE */
export function writeHead(path: string, { seq, hash }: AuditHead): void {
  writeFileAtomically(path, `${seq}:${hash}\n`);
}

/** Reads `<row>:<hash>`, as the head record and `audit verify` write it; null for anything else. */
export function parseHead(text: string): AuditHead | null {
  const match = /^(\d{1,15}):([\da-f]{64})$/.exec(text.trim());
  return match === null ? null : { seq: Number(match[1]), hash: match[2]! };
}
