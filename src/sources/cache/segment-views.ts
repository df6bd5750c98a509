import { join } from "node:path";
import type { Dataset } from "../../data/market-data/data-request.ts";
import { selectCoverage } from "./coverage-rows.ts";
import type { Manifest } from "./manifest.ts";
import { isSealedFile } from "./sealed-files.ts";
import { type SeriesKey, WHOLE_MARKET } from "./segment.ts";
import { selectSegments } from "./segment-rows.ts";
import { keyOfRow } from "./series-rows.ts";
import type { TimeRange } from "./time-ranges.ts";
import { visiblePieces } from "./visible-pieces.ts";

/** A Parquet file of the cache, and the half-open range (epoch milliseconds) in which its rows hold. */
export interface SegmentView extends SeriesKey, TimeRange {
  /** The whole path. */
  readonly path: string;
  /** True: nothing but this cache can read it. */
  readonly isSealed: boolean;
}

const ALL_TIME: TimeRange = { from: -Infinity, to: Infinity };

/**
 * The files of all instruments' series of a dataset, each with the range in which its rows hold: the rows of a series
 * are those of its files in these ranges, none twice. A file may occur more than once. Nothing is verified.
 *
 * @throws {BacksightError} BACKSIGHT_STORE
 */
export function viewSegments({ database, folder }: Manifest, dataset: Dataset): SegmentView[] {
  return database.read((db) => {
    const rows = db
      .prepare("SELECT * FROM series WHERE dataset = ? AND symbol <> ? ORDER BY source, symbol, timeframe")
      .all(dataset, WHOLE_MARKET);
    return rows.flatMap((row) => {
      const segments = selectSegments(db, Number(row.id), ALL_TIME);
      const bases = new Set(segments.map(({ basis }) => basis));
      const covered = [...bases].flatMap((basis) => selectCoverage(db, Number(row.id), basis));
      return visiblePieces(segments, covered)
        .filter(({ segment }) => segment.path !== null)
        .map(({ from, to, segment }) => ({ ...keyOfRow(row), from, to, path: join(folder, segment.path!) }))
        .map((view) => ({ ...view, isSealed: isSealedFile(view.path) }));
    });
  });
}
