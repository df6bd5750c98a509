import { throwIfCancelled } from "../../core/cancellation.ts";
import { BacksightError, isBacksightError } from "../../core/errors.ts";
import type { FetchContext } from "../../data/market-data/data-source.ts";
import type { Manifest } from "./manifest.ts";
import { type SeriesKey, WHOLE_MARKET } from "./segment.ts";
import { readSegment, readVerified } from "./segment-file.ts";
import type { StoredSegment } from "./segment-rows.ts";
import { setAside } from "./set-aside.ts";

/** A file that isn't what was stored. */
export interface CacheProblem extends SeriesKey {
  /** Half-open, epoch milliseconds: what the file answered. */
  readonly from: number;
  readonly to: number;
  readonly path: string;
  readonly problem: string;
  /** `set-aside`: out of the cache, its range is asked for again when it is wanted; `kept`: nothing was done. */
  readonly outcome: "kept" | "set-aside" | "fetched-again";
}

export interface CacheCheck {
  readonly files: number;
  readonly bytes: number;
  readonly problems: readonly CacheProblem[];
}

export interface CheckOptions extends FetchContext {
  /** Sets damaged files aside, and has their ranges fetched again. */
  readonly repair?: boolean;
}

/**
 * Reads every file of a cache: size and SHA-256, and that its Parquet content has the rows that were recorded.
 *
 * @param refetch called for each range that was lost; false: it can't be had now
 * @throws {BacksightError} BACKSIGHT_STORE, BACKSIGHT_CACHE_SEALED, BACKSIGHT_CANCELLED, and what `refetch` throws
 */
export async function checkCache(
  manifest: Manifest,
  options: CheckOptions,
  refetch: (segment: StoredSegment) => Promise<boolean>,
): Promise<CacheCheck> {
  const segments = manifest.unused(Infinity, true);
  const problems: CacheProblem[] = [];
  let bytes = 0;
  for (const segment of segments) {
    throwIfCancelled(options.signal);
    const problem = await problemOf(manifest, segment, options.signal);
    bytes += segment.bytes;
    options.onProgress?.({ task: "checking the cache", done: bytes, unit: "bytes" });
    if (problem === null) continue;
    const { source, dataset, symbol, timeframe, from, to, path } = segment;
    const about = { source, dataset, symbol, timeframe, from, to, path: path ?? "", problem };
    if (options.repair !== true) problems.push({ ...about, outcome: "kept" });
    else if (setAside(manifest, segment)) {
      problems.push({ ...about, outcome: (await refetch(segment)) ? "fetched-again" : "set-aside" });
    }
  }
  return { files: segments.length, bytes, problems };
}

async function problemOf(manifest: Manifest, segment: StoredSegment, signal?: AbortSignal): Promise<string | null> {
  try {
    // Whole-market files have a form of their own, which their ingest checks when it reads them.
    if (segment.symbol === WHOLE_MARKET) readVerified(manifest.folder, segment);
    else await readSegment(manifest.folder, segment, signal, manifest.key);
    return null;
  } catch (error) {
    // A file that can't be opened for want of a key may well be whole.
    if (!isBacksightError(error) || ["BACKSIGHT_CANCELLED", "BACKSIGHT_CACHE_SEALED"].includes(error.code)) throw error;
    const { reason } = error.details as Readonly<Record<string, unknown>>;
    // Another process may have replaced it between the listing and the reading.
    if (!stillThere(manifest, segment)) return null;
    return typeof reason === "string" ? reason : error.message;
  }
}

function stillThere({ database }: Manifest, { id }: StoredSegment): boolean {
  return database.read((db) => db.prepare("SELECT 1 FROM segments WHERE id = ?").get(id)) !== undefined;
}

/** True for the errors that mean: this file isn't what was stored. */
export function isDamage(error: unknown): error is BacksightError {
  return (
    error instanceof BacksightError &&
    ["BACKSIGHT_CACHE_DAMAGED", "BACKSIGHT_PARQUET_DAMAGED", "BACKSIGHT_PARQUET_FILE"].includes(error.code)
  );
}
