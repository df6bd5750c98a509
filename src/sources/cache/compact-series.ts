import { lengthOfRows } from "../../data/market-data/rows.ts";
import type { AtomicFileSystem } from "../../platform/atomic-file.ts";
import type { Manifest } from "./manifest.ts";
import { readRows } from "./read-rows.ts";
import type { SeriesKey } from "./segment.ts";
import { writeSegment } from "./segment-file.ts";
import { type StoredSegment, selectSegments } from "./segment-rows.ts";
import { findSeries } from "./series-rows.ts";
import { intersect, type TimeRange } from "./time-ranges.ts";

/** More files than these in one calendar year are joined. */
const MOST_FILES_A_YEAR = 16;

/**
 * Joins the many small files of a series of bars into one for each covered stretch of a calendar year (UTC) that has
 * more than `most`. Rows, and what is covered, stay as they are; a year that another process changes meanwhile is left
 * alone. Ticks stay in the files they came in: a day of them is large. Returns how many stretches were joined.
 *
 * @throws {BacksightError} BACKSIGHT_CACHE_DAMAGED, BACKSIGHT_FILE_WRITE, BACKSIGHT_STORE
 */
export async function compactSeries(
  manifest: Manifest,
  key: SeriesKey,
  range: TimeRange,
  options: { readonly most?: number; readonly fs?: AtomicFileSystem | undefined } = {},
): Promise<number> {
  if (key.dataset !== "bars") return 0;
  const most = options.most ?? MOST_FILES_A_YEAR;
  let joined = 0;
  for (const stretch of yearsOf(range).flatMap((year) => stretchesOf(manifest, key, year))) {
    const segments = segmentsIn(manifest, key, stretch);
    const newest = segments.findLast(({ path }) => path !== null);
    if (segments.length <= most || newest === undefined) continue;
    const { data } = await readRows(manifest, key, [stretch]);
    if (lengthOfRows(data) === 0) continue;
    const { adjustment, basis } = newest;
    const facts = { ...key, ...stretch, adjustment, basis };
    const segment = await writeSegment(manifest.folder, facts, data, options.fs, manifest.key);
    if (manifest.replace(segments, segment)) joined++;
  }
  return joined;
}

/** The covered stretches of a year: nothing may be said about what isn't covered. */
function stretchesOf(manifest: Manifest, key: SeriesKey, year: TimeRange): TimeRange[] {
  const basis = segmentsIn(manifest, key, year).at(-1)?.basis;
  return basis === undefined ? [] : intersect([year], manifest.coverageOf(key, basis));
}

function segmentsIn({ database }: Manifest, key: SeriesKey, range: TimeRange): StoredSegment[] {
  return database.read((db) => selectSegments(db, findSeries(db, key) ?? -1, range));
}

function yearsOf({ from, to }: TimeRange): TimeRange[] {
  const years: TimeRange[] = [];
  for (let year = new Date(from).getUTCFullYear(); Date.UTC(year, 0, 1) < to; year++) {
    years.push({ from: Date.UTC(year, 0, 1), to: Date.UTC(year + 1, 0, 1) });
  }
  return years;
}
