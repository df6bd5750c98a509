import { type AuditHead, EMPTY_HEAD, parseHead } from "./audit-head.ts";
import { type AuditRow, hashOfRow, NO_ROW } from "./audit-row.ts";

/** What is wrong with a log, and at which row. */
export interface AuditFinding {
  readonly kind: "changed" | "missing" | "inserted" | "replaced" | "truncated" | "head-missing" | "anchor";
  /** The first row concerned. */
  readonly row: number;
  /** In words: "row 5 was changed". */
  readonly problem: string;
}

interface Verdict {
  readonly rows: number;
  /** The first row that is there: later than 1 when a rotation says that those before it went. */
  readonly first: number;
  readonly head: AuditHead;
  readonly finding: AuditFinding | null;
  readonly unconfirmed: number;
}

/**
 * Follows the chain from the first row and names the first break; then holds the log against its head record, which
 * tells when rows at the end are gone. Rows at the start may be gone only if a later row of the chain, a rotation, names
 * the last of them by its hash.
 *
 * @param rows in the order of their numbers
 * @param head the record kept apart; null when it is gone
 * @param anchor a row that must be there, from an earlier check
 * @param latestFirst the last row that the log may begin with, as no more than those before it may have been rotated out
 */
export function verifyRows(
  rows: Iterable<AuditRow>,
  head: AuditHead | null,
  anchor?: AuditHead,
  latestFirst = 1,
): Verdict {
  let count = 0;
  let last: AuditHead = EMPTY_HEAD;
  let beforeLast = "";
  let atHead = head?.seq === 0 ? NO_ROW : undefined;
  let atAnchor = anchor?.seq === 0 ? NO_ROW : undefined;
  let finding: AuditFinding | null = null;
  let base = EMPTY_HEAD;
  let isBaseKnown = true;
  for (const row of rows) {
    if (count === 0 && row.seq > 1) {
      base = { seq: row.seq - 1, hash: row.previous };
      last = base;
      isBaseKnown = false;
    }
    count++;
    if (!isBaseKnown && finding === null && isRotationOf(base, row)) isBaseKnown = true;
    finding ??= breakAt(row, last, beforeLast);
    if (row.seq === head?.seq) atHead = row.hash;
    if (row.seq === anchor?.seq) atAnchor = row.hash;
    beforeLast = last.hash;
    last = { seq: row.seq, hash: row.hash };
  }
  if (!isBaseKnown || base.seq >= latestFirst) {
    const which = base.seq === 1 ? "row 1 is" : `rows 1 to ${base.seq} are`;
    finding = { kind: "missing", row: 1, problem: `${which} missing` };
  }
  finding ??= headFinding(last, head, atHead);
  if (finding === null && anchor !== undefined && atAnchor !== anchor.hash) {
    const problem = atAnchor === undefined ? "is gone" : "isn't the one that it was";
    finding = { kind: "anchor", row: anchor.seq, problem: `row ${anchor.seq}, which the anchor names, ${problem}` };
  }
  const unconfirmed = head === null ? 0 : Math.max(0, last.seq - head.seq);
  return { rows: count, first: base.seq + 1, head: last, finding, unconfirmed };
}

/** Whether a row says that rows up to `last` were rotated out. A row that was changed says nothing. */
function isRotationOf(last: AuditHead, row: AuditRow): boolean {
  if (row.action !== "audit.rotate" || hashOfRow(row) !== row.hash) return false;
  const named = parseHead(row.detail);
  return named !== null && named.seq === last.seq && named.hash === last.hash;
}

function breakAt(row: AuditRow, last: AuditHead, beforeLast: string): AuditFinding | null {
  const { seq } = row;
  const expected = last.seq + 1;
  if (seq > expected) {
    const which = seq - expected === 1 ? `row ${expected} is` : `rows ${expected} to ${seq - 1} are`;
    return { kind: "missing", row: expected, problem: `${which} missing` };
  }
  if (seq < 1) return { kind: "inserted", row: seq, problem: `row ${seq} was inserted before the first` };
  const follows = row.previous === last.hash;
  // What follows the row before the last one was written when the last one wasn't there.
  if (!follows && row.previous === beforeLast) {
    return { kind: "inserted", row: last.seq, problem: `row ${last.seq} was inserted` };
  }
  if (hashOfRow(row) !== row.hash) return { kind: "changed", row: seq, problem: `row ${seq} was changed` };
  if (follows) return null;
  if (last.seq === 0) return { kind: "missing", row: 1, problem: "row 1 isn't the first that was written" };
  const problem = `row ${seq} doesn't follow row ${last.seq}: one of them was replaced, or rows between them are gone`;
  return { kind: "replaced", row: last.seq, problem };
}

function headFinding(last: AuditHead, head: AuditHead | null, atHead: string | undefined): AuditFinding | null {
  if (head === null) {
    if (last.seq === 0) return null;
    return { kind: "head-missing", row: last.seq, problem: "its head record (audit.head) is gone or can't be read" };
  }
  if (atHead === head.hash) return null;
  if (atHead === undefined) {
    const which = head.seq - last.seq === 1 ? `row ${head.seq} is` : `rows ${last.seq + 1} to ${head.seq} are`;
    return { kind: "truncated", row: last.seq + 1, problem: `it ends too early: ${which} gone` };
  }
  return { kind: "replaced", row: head.seq, problem: `row ${head.seq} isn't the one that the head record names` };
}
