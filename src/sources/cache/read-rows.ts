import { noRows } from "../../data/market-data/rows.ts";
import { joinVerified, type VerifiedRows, verifiedBetween, verifyRows } from "../../data/market-data/verified-rows.ts";
import { isHot, readHot, writeHot } from "./hot-columns.ts";
import type { Manifest } from "./manifest.ts";
import type { SeriesKey } from "./segment.ts";
import { readSegment } from "./segment-file.ts";
import type { StoredSegment } from "./segment-rows.ts";
import type { TimeRange } from "./time-ranges.ts";

/**
 * The rows of a series in ranges that are covered, ascending, each from the segment that holds there. Every file is
 * verified when it is read; large ones come from their hot copies.
 *
 * @throws {BacksightError} as `readSegment`
 */
export async function readRows(
  manifest: Manifest,
  key: SeriesKey,
  ranges: readonly TimeRange[],
  signal?: AbortSignal,
): Promise<VerifiedRows> {
  const pieces = manifest.piecesOf(key, ranges).filter(({ segment }) => segment.path !== null);
  manifest.touch(pieces.map(({ segment }) => segment));
  const rows: VerifiedRows[] = [{ data: noRows(key.dataset, key.symbol), verified: null }];
  let open: { readonly id: number; readonly rows: VerifiedRows } | undefined;
  for (const { segment, from, to } of pieces) {
    // A segment that others cut in two has its pieces close to each other.
    if (open?.id !== segment.id) open = { id: segment.id, rows: await rowsOf(manifest, segment, signal) };
    rows.push(verifiedBetween(open.rows, from, to));
  }
  return joinVerified(rows);
}

async function rowsOf(
  { folder, key }: Manifest,
  segment: StoredSegment,
  signal: AbortSignal | undefined,
): Promise<VerifiedRows> {
  if (!isHot(segment)) return readSegment(folder, segment, signal, key);
  const hot = readHot(folder, segment, key);
  if (hot !== undefined) return hot;
  const stored = await readSegment(folder, segment, signal, key);
  // Files of older versions don't say what was found in them: it is looked up once.
  const rows = stored.verified === null ? verifyRows(stored.data) : stored;
  writeHot(folder, segment, rows, key);
  return rows;
}
