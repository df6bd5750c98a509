import { createHash } from "node:crypto";
import { canonicalJson } from "../../core/canonical-json.ts";

/** What is noted, from the thing to what was done with it. */
export const AUDIT_ACTIONS = [
  "secret.list",
  "secret.read",
  "secret.set",
  "secret.remove",
  "secret.rotate",
  "data.fetch",
  "data.read",
  "data.remove",
  "run.store",
  "run.remove",
  "audit.rotate",
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

/** What actions are about: the part of their names before the point. */
export const AUDIT_KINDS = ["secret", "data", "run", "audit"] as const;
export type AuditKind = (typeof AUDIT_KINDS)[number];

/** One thing that was done, or tried. */
export interface AuditEvent {
  readonly action: AuditAction;
  /** To what: a credential's name (never its value), a data address or series, a run's id. */
  readonly subject: string;
  /** "ok", or the code of the error that it ended with. */
  readonly outcome: string;
  /** What else is worth knowing, in a few words: where a credential was found, how many bytes came. */
  readonly detail?: string;
}

/** An event in the log. */
export interface AuditRow {
  /** 1, 2, 3, … without a gap. */
  readonly seq: number;
  /** ISO 8601 UTC, by this machine's clock. */
  readonly time: string;
  readonly pid: number;
  /** The command that did it, without its arguments: "backsight run". */
  readonly command: string;
  readonly action: string;
  readonly subject: string;
  readonly outcome: string;
  readonly detail: string;
  /** Hash of the row before; of the first: 64 zeros. */
  readonly previous: string;
  /** SHA-256 of the row without this field, as canonical JSON; it names `previous`, so it stands for all rows so far. */
  readonly hash: string;
}

/** What stands before the first row. */
export const NO_ROW = "0".repeat(64);

/** The hash that a row must have. */
export function hashOfRow(row: Omit<AuditRow, "hash">): string {
  const { seq, time, pid, command, action, subject, outcome, detail, previous } = row;
  const text = canonicalJson({ seq, time, pid, command, action, subject, outcome, detail, previous });
  return createHash("sha256").update(text, "utf8").digest("hex");
}
