import { statSync } from "node:fs";
import { join } from "node:path";
import { BacksightError, reasonOf } from "../../core/errors.ts";
import type { DataKey } from "../../platform/sealed/data-key.ts";
import type { Database } from "../../platform/sqlite.ts";
import { openDatabase } from "../../platform/sqlite.ts";
import { insertCommit } from "./commit-segments.ts";
import { removeCoverage, selectCoverage } from "./coverage-rows.ts";
import { MANIFEST_SCHEMA } from "./manifest-schema.ts";
import type { Segment, SegmentCommit, SeriesKey, StoredObject } from "./segment.ts";
import { deleteSegment, type StoredSegment, selectByPath, selectByUse, selectSegments } from "./segment-rows.ts";
import { findSeries } from "./series-rows.ts";
import { subtract, type TimeRange } from "./time-ranges.ts";
import { type Piece, visiblePieces } from "./visible-pieces.ts";

/** Which files a cache has, and what they answer: one SQLite file that many processes may use at once. */
export interface Manifest {
  /** The cache's folder. */
  readonly folder: string;
  readonly database: Database;
  /** What files are encrypted with; null: nothing. */
  readonly key: DataKey | null;
  /**
   * As `CommitSegments` says.
   *
   * @throws {BacksightError} BACKSIGHT_INTERNAL for a file that isn't there or has another size, BACKSIGHT_STORE
   */
  commit(commit: SegmentCommit): void;
  /** For which ranges a series has been answered on a basis of prices, ascending. */
  coverageOf(key: SeriesKey, basis: string): TimeRange[];
  /** Which segment holds where in a range, ascending. */
  piecesOf(key: SeriesKey, ranges: readonly TimeRange[]): Piece[];
  /** The segment whose file has a path; undefined when it is gone, or was replaced. */
  find(path: string): StoredSegment | undefined;
  /** The objects of a series that touch a range. */
  objectsOf(key: SeriesKey, range: TimeRange): StoredObject[];
  /**
   * Forgets segments and what they answered, so that it is asked for again; their files go later. Returns those that
   * were there to be forgotten.
   */
  forget(segments: readonly StoredSegment[]): StoredSegment[];
  /** Replaces segments of a series by one that holds the same rows; false, and nothing done, when they changed meanwhile. */
  replace(old: readonly StoredSegment[], segment: Segment): boolean;
  /** Notes that segments are being read. Never fails: it only decides what goes first when room is short. */
  touch(segments: readonly StoredSegment[]): void;
  /** Segments with a file that were last read before `usedBefore`, the longest unused first. */
  unused(usedBefore: number, withPinned?: boolean): StoredSegment[];
  close(): void;
}

/** How exact the time of last use is kept: a read within it writes nothing. */
const USE_GRAIN_MS = 5 * 60_000;

/**
 * Opens the manifest of a cache folder, and makes it when it isn't there.
 *
 * @param now the clock, epoch milliseconds
 * @param key of the files; the manifest itself isn't encrypted
 * @throws {BacksightError} BACKSIGHT_STORE, BACKSIGHT_STORE_NEWER; the first from every method too
 */
export function openManifest(folder: string, now: () => number, key: DataKey | null = null): Manifest {
  const database = openDatabase(join(folder, "manifest.db"), MANIFEST_SCHEMA);
  return {
    folder,
    database,
    key,
    commit(commit) {
      for (const segment of commit.segments) checkFile(folder, segment);
      database.write((db) => insertCommit(db, commit, now()));
    },
    coverageOf: (key, basis) =>
      database.read((db) => {
        const series = findSeries(db, key);
        return series === undefined ? [] : selectCoverage(db, series, basis);
      }),
    piecesOf: (key, ranges) =>
      database.read((db) => {
        const series = findSeries(db, key);
        if (series === undefined || ranges.length === 0) return [];
        const hull = { from: ranges[0]!.from, to: ranges.at(-1)!.to };
        return visiblePieces(selectSegments(db, series, hull), ranges);
      }),
    find: (path) => database.read((db) => selectByPath(db, path)),
    objectsOf: (key, { from, to }) =>
      database.read((db) => {
        const rows = db
          .prepare("SELECT * FROM objects WHERE series_id = ? AND from_time < ? AND to_time > ? ORDER BY from_time")
          .all(findSeries(db, key) ?? -1, to, from);
        return rows.map((row) => ({
          ...key,
          key: String(row.key),
          etag: String(row.etag),
          byteLength: Number(row.bytes),
          lastModified: Number(row.last_modified),
          from: Number(row.from_time),
          to: Number(row.to_time),
        }));
      }),
    forget: (segments) =>
      database.write((db) =>
        segments.filter((segment) => {
          const series = findSeries(db, segment);
          if (series === undefined) return false;
          const newer = selectSegments(db, series, segment).filter(({ id }) => id > segment.id);
          if (!deleteSegment(db, segment, now())) return false;
          const range = [{ from: segment.from, to: segment.to }];
          removeCoverage(db, series, subtract(range, newer));
          db.prepare("DELETE FROM objects WHERE series_id = ? AND from_time < ? AND to_time > ?").run(
            series,
            segment.to,
            segment.from,
          );
          return true;
        }),
      ),
    replace(old, segment) {
      checkFile(folder, segment);
      return database.write((db) => {
        const series = findSeries(db, segment);
        const current = series === undefined ? [] : selectSegments(db, series, segment);
        const isSame = current.length === old.length && current.every(({ id }, k) => id === old[k]!.id);
        const covered = series === undefined ? [] : selectCoverage(db, series, segment.basis);
        if (!isSame || subtract([segment], covered).length > 0) return false;
        insertCommit(db, { segments: [segment] }, now());
        return true;
      });
    },
    touch(segments) {
      const at = now();
      const stale = segments.filter(({ usedAt }) => usedAt < at - USE_GRAIN_MS);
      if (stale.length === 0) return;
      try {
        database.write((db) => {
          const update = db.prepare("UPDATE segments SET used_at = ? WHERE id = ?");
          for (const { id } of stale) update.run(at, id);
        });
      } catch (error) {
        if (!(error instanceof BacksightError) || error.code !== "BACKSIGHT_STORE") throw error;
      }
    },
    unused: (usedBefore, withPinned) => database.read((db) => selectByUse(db, usedBefore, withPinned)),
    close() {
      database.close();
    },
  };
}

/** A row without its file would be worse than no row. */
function checkFile(folder: string, { path, bytes }: Segment): void {
  let problem = "";
  try {
    const { size } = statSync(join(folder, path));
    if (size !== bytes) problem = `has ${size} of ${bytes} bytes`;
  } catch (error) {
    problem = reasonOf(error);
  }
  if (problem === "") return;
  throw new BacksightError("BACKSIGHT_INTERNAL", {
    rule: `a segment's file stands before its row (${path}: ${problem})`,
  });
}
