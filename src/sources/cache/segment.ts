import type { Dataset } from "../../data/market-data/data-request.ts";
import type { Adjustment } from "../../market/bars.ts";
import type { TimeRange } from "./time-ranges.ts";

/** The symbol of whole-market files, which hold all symbols of a day. No vendor's ticker is spelled so. */
export const WHOLE_MARKET = "*";

/** What a cache keeps apart: the history of one instrument, or of a whole market, of one kind from one source. */
export interface SeriesKey {
  /** Id of the source: "polygon". */
  readonly source: string;
  readonly dataset: Dataset;
  /** As the source spells it, case included, or `WHOLE_MARKET`. */
  readonly symbol: string;
  /** The label of the bars' timeframe ("1m"); null for trades and quotes. */
  readonly timeframe: string | null;
}

/**
 * One file that never changes: all rows that a series has in [from, to), nothing else, ascending in time. Where two
 * segments of a series overlap, the one that was committed later holds there alone; rows are never mixed.
 */
export interface Segment extends SeriesKey, TimeRange {
  readonly rows: number;
  /** Below the cache's folder, parts joined by "/". */
  readonly path: string;
  readonly bytes: number;
  /** Of the file's bytes, lower-case hexadecimal. */
  readonly sha256: string;
  /** How the prices were given; "raw" for ticks. */
  readonly adjustment: Adjustment;
  /**
   * Which corporate actions adjusted prices know of, as a hash; "" for raw prices. Prices of two bases are never
   * joined: what has another basis than today's is asked for again.
   */
  readonly basis: string;
}

/** A range of time for which a series has been answered, rows or not: it isn't asked for again. */
export interface Coverage extends SeriesKey, TimeRange {
  readonly basis: string;
}

/** One published object that was brought in whole: with another `etag` it has been replaced. */
export interface StoredObject extends SeriesKey, TimeRange {
  readonly key: string;
  readonly etag: string;
  readonly byteLength: number;
  /** Epoch milliseconds. */
  readonly lastModified: number;
}

/** What becomes visible at once, or not at all. */
export interface SegmentCommit {
  readonly segments: readonly Segment[];
  /** Beyond the ranges of the segments, which count as answered anyway: holidays, days without a trade. */
  readonly coverage?: readonly Coverage[];
  /** Where an object replaces one of another etag, what single symbols hold of its range is asked for again. */
  readonly objects?: readonly StoredObject[];
}

/**
 * Records files that stand in their places, synced, folder included: from its return on they are part of the cache,
 * whatever happens. Before, nothing refers to them, and what a dead process left is swept away.
 *
 * @throws {BacksightError} BACKSIGHT_STORE; then nothing was recorded
 */
export type CommitSegments = (commit: SegmentCommit) => void;
