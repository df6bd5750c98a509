import { checkInteger } from "../../core/checks.ts";
import type { Database } from "../../platform/sqlite.ts";
import type { SeriesKey } from "./segment.ts";
import { keyOfRow } from "./series-rows.ts";

/** What a cache holds of one series. */
export interface CachedSeries extends SeriesKey {
  /** The first and the last instant that is covered, the last excluded; there may be gaps between. */
  readonly from: number;
  readonly to: number;
  /** Stretches without a gap between `from` and `to`. */
  readonly stretches: number;
  readonly files: number;
  /** Rows in the files; where files overlap, those that no longer hold are counted too. */
  readonly rows: number;
  readonly bytes: number;
  readonly isPinned: boolean;
  /** When a file of it was last read, to five minutes; null when it has none. */
  readonly usedAt: number | null;
}

export interface ListOptions {
  /** 50 unless told. */
  readonly limit?: number;
  readonly offset?: number;
  /** Only these; each is compared as it is spelt. */
  readonly source?: string;
  readonly dataset?: string;
  readonly symbol?: string;
  readonly timeframe?: string;
}

/** A page of a listing. */
export interface CacheListing {
  /** How many there are on all pages. */
  readonly total: number;
  readonly bytes: number;
  readonly series: readonly CachedSeries[];
}

const CHOSEN = `FROM series WHERE (:source IS NULL OR source = :source) AND (:dataset IS NULL OR dataset = :dataset)
  AND (:symbol IS NULL OR symbol = :symbol) AND (:timeframe IS NULL OR timeframe = :timeframe)
  AND EXISTS (SELECT 1 FROM coverage WHERE series_id = series.id)`;

/** The series of a cache by source, symbol, dataset and timeframe. @throws {BacksightError} BACKSIGHT_ARGUMENT, BACKSIGHT_STORE */
export function listSeries(database: Database, options: ListOptions = {}): CacheListing {
  const limit = checkInteger("limit", options.limit ?? 50, 1);
  const offset = checkInteger("offset", options.offset ?? 0, 0);
  const { source = null, dataset = null, symbol = null, timeframe = null } = options;
  const chosen = { source, dataset, symbol, timeframe };
  return database.read((db) => {
    const totals = db
      .prepare(
        `SELECT count(*) AS n, coalesce(sum((SELECT sum(bytes) FROM segments WHERE series_id = series.id)), 0) AS bytes ${CHOSEN}`,
      )
      .get(chosen);
    const rows = db
      .prepare(
        `SELECT *, (SELECT min(from_time) FROM coverage WHERE series_id = series.id) AS first,
           (SELECT max(to_time) FROM coverage WHERE series_id = series.id) AS last,
           (SELECT count(*) FROM coverage WHERE series_id = series.id) AS stretches,
           (SELECT count(path) FROM segments WHERE series_id = series.id) AS files,
           (SELECT coalesce(sum(rows), 0) FROM segments WHERE series_id = series.id) AS row_count,
           (SELECT coalesce(sum(bytes), 0) FROM segments WHERE series_id = series.id) AS bytes,
           (SELECT max(used_at) FROM segments WHERE series_id = series.id AND path IS NOT NULL) AS used_at
         ${CHOSEN} ORDER BY source, symbol, dataset, timeframe LIMIT :limit OFFSET :offset`,
      )
      .all({ ...chosen, limit, offset });
    const series = rows.map((row) => ({
      ...keyOfRow(row),
      from: Number(row.first),
      to: Number(row.last),
      stretches: Number(row.stretches),
      files: Number(row.files),
      rows: Number(row.row_count),
      bytes: Number(row.bytes),
      isPinned: row.pinned_at !== null,
      usedAt: row.used_at === null ? null : Number(row.used_at),
    }));
    return { total: Number(totals?.n), bytes: Number(totals?.bytes), series };
  });
}
