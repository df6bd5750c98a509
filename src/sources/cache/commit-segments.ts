import type { DatabaseSync } from "node:sqlite";
import { addCoverage, removeCoverage } from "./coverage-rows.ts";
import { prepared } from "./prepared.ts";
import { type Coverage, type Segment, type SegmentCommit, type StoredObject, WHOLE_MARKET } from "./segment.ts";
import { deleteSegment, insertSegment, insertVoid, selectSegments } from "./segment-rows.ts";
import { ensureSeries } from "./series-rows.ts";
import { subtract, type TimeRange, unionOf } from "./time-ranges.ts";

/** Puts a commit into the manifest; call it inside a write transaction. */
export function insertCommit(
  db: DatabaseSync,
  { segments, coverage = [], objects = [] }: SegmentCommit,
  now: number,
): void {
  for (const object of objects) insertObject(db, object, now);
  for (const { key, answers, added } of bySeries([...coverage, ...segments], segments)) {
    const series = ensureSeries(db, key);
    const { basis } = key;
    const answered = unionOf(answers);
    dropShadowed(db, series, answered, now);
    for (const range of subtract(answered, added)) {
      if (selectSegments(db, series, range).length > 0) insertVoid(db, series, range, basis, now);
    }
    for (const segment of added) insertSegment(db, series, segment, now);
    addCoverage(db, series, basis, answered);
  }
}

/** Drops what lies wholly inside ranges that are answered anew. */
function dropShadowed(db: DatabaseSync, series: number, answered: readonly TimeRange[], now: number): void {
  for (const range of answered) {
    for (const older of selectSegments(db, series, range)) {
      if (range.from <= older.from && older.to <= range.to) deleteSegment(db, older, now);
    }
  }
}

function insertObject(db: DatabaseSync, object: StoredObject, now: number): void {
  const series = ensureSeries(db, object);
  const { key, etag, byteLength, lastModified, from, to } = object;
  const old = prepared(db, "SELECT etag FROM objects WHERE series_id = ? AND key = ?").get(series, key);
  if (old !== undefined && old.etag !== etag && object.symbol === WHOLE_MARKET) forgetDerived(db, object);
  prepared(
    db,
    `INSERT OR REPLACE INTO objects (series_id, key, etag, bytes, last_modified, from_time, to_time, stored_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(series, key, etag, byteLength, lastModified, from, to, now);
}

/** What single symbols took from an older copy of a whole market's file is taken again from the new one. */
function forgetDerived(db: DatabaseSync, { source, dataset, timeframe, from, to }: StoredObject): void {
  const rows = prepared(
    db,
    "SELECT id FROM series WHERE source = ? AND dataset = ? AND timeframe = ? AND symbol <> ?",
  ).all(source, dataset, timeframe ?? "", WHOLE_MARKET);
  for (const { id } of rows) removeCoverage(db, Number(id), [{ from, to }]);
}

interface Group {
  readonly key: Coverage;
  readonly answers: Coverage[];
  readonly added: Segment[];
}

function bySeries(answers: readonly Coverage[], segments: readonly Segment[]): Group[] {
  const groups = new Map<string, Group>();
  const groupOf = (key: Coverage): Group => {
    const name = JSON.stringify([key.source, key.dataset, key.symbol, key.timeframe, key.basis]);
    const group = groups.get(name) ?? { key, answers: [], added: [] };
    groups.set(name, group);
    return group;
  };
  for (const answer of answers) groupOf(answer).answers.push(answer);
  for (const segment of segments) groupOf(segment).added.push(segment);
  return [...groups.values()];
}
