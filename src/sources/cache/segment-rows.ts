import type { DatabaseSync } from "node:sqlite";
import type { Adjustment } from "../../market/bars.ts";
import { prepared } from "./prepared.ts";
import type { Segment } from "./segment.ts";
import { keyOfRow } from "./series-rows.ts";
import type { TimeRange } from "./time-ranges.ts";

/** A segment as the manifest has it. */
export interface StoredSegment extends Omit<Segment, "path"> {
  /** Ascending in the order of commits. */
  readonly id: number;
  /** Null: the answer for its range was that there are no rows. */
  readonly path: string | null;
  /** When it was committed and when it was last read, epoch milliseconds. */
  readonly storedAt: number;
  readonly usedAt: number;
}

const SELECT = `SELECT segments.*, source, dataset, symbol, timeframe, pinned_at
  FROM segments JOIN series ON series.id = series_id`;

/** The segments of a series that touch a range, in the order of commits. */
export function selectSegments(db: DatabaseSync, series: number, { from, to }: TimeRange): StoredSegment[] {
  return prepared(db, `${SELECT} WHERE series_id = ? AND from_time < ? AND to_time > ? ORDER BY segments.id`)
    .all(series, to, from)
    .map(segmentOfRow);
}

/** All segments with a file, those that were read longest ago first; of pinned series none unless wanted. */
export function selectByUse(db: DatabaseSync, usedBefore: number, withPinned = false): StoredSegment[] {
  const pinned = withPinned ? "" : "AND pinned_at IS NULL";
  return prepared(db, `${SELECT} WHERE path IS NOT NULL AND used_at < ? ${pinned} ORDER BY used_at, segments.id`)
    .all(usedBefore)
    .map(segmentOfRow);
}

export function selectByPath(db: DatabaseSync, path: string): StoredSegment | undefined {
  const row = prepared(db, `${SELECT} WHERE path = ?`).get(path);
  return row === undefined ? undefined : segmentOfRow(row);
}

export function insertSegment(db: DatabaseSync, series: number, segment: Segment, now: number): void {
  insert(db, series, segment, segment.path, now);
}

/** Says that a range holds no rows, whatever older segments hold there. */
export function insertVoid(
  db: DatabaseSync,
  series: number,
  { from, to }: TimeRange,
  basis: string,
  now: number,
): void {
  insert(db, series, { from, to, rows: 0, bytes: 0, sha256: "", adjustment: "raw", basis }, null, now);
}

function insert(
  db: DatabaseSync,
  series: number,
  segment: Pick<Segment, "from" | "to" | "rows" | "bytes" | "sha256" | "adjustment" | "basis">,
  path: string | null,
  now: number,
): void {
  const { from, to, rows, bytes, sha256, adjustment, basis } = segment;
  prepared(
    db,
    `INSERT INTO segments (series_id, from_time, to_time, rows, path, bytes, sha256, adjustment, basis, stored_at, used_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(series, from, to, rows, path, bytes, sha256, adjustment, basis, now, now);
}

/** Drops a segment; its file goes later, when nobody can be reading it. False when it was gone already. */
export function deleteSegment(db: DatabaseSync, { id, path }: StoredSegment, now: number): boolean {
  const gone = Number(prepared(db, "DELETE FROM segments WHERE id = ?").run(id).changes) === 0;
  if (!gone && path !== null) {
    prepared(db, "INSERT OR REPLACE INTO removed_files (path, removed_at) VALUES (?, ?)").run(path, now);
  }
  return !gone;
}

function segmentOfRow(row: Readonly<Record<string, unknown>>): StoredSegment {
  return {
    ...keyOfRow(row),
    id: Number(row.id),
    from: Number(row.from_time),
    to: Number(row.to_time),
    rows: Number(row.rows),
    path: row.path === null ? null : String(row.path),
    bytes: Number(row.bytes),
    sha256: String(row.sha256),
    adjustment: String(row.adjustment) as Adjustment,
    basis: String(row.basis),
    storedAt: Number(row.stored_at),
    usedAt: Number(row.used_at),
  };
}
