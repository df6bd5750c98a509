import { checkNotNegative, checkPositive } from "../../core/checks.ts";
import { BacksightError } from "../../core/errors.ts";
import { didYouMean } from "../../core/nearest-name.ts";
import type { DataRequest } from "../../data/market-data/data-request.ts";
import type { DataSource } from "../../data/market-data/data-source.ts";
import { DAY_MS } from "../../market/calendar/calendar.ts";
import { parseTimeframe } from "../../market/timeframe.ts";
import type { AtomicFileSystem } from "../../platform/atomic-file.ts";
import { type AuditTrail, audited, NO_TRAIL } from "../../platform/audit/audit-trail.ts";
import type { DataKey } from "../../platform/sealed/data-key.ts";
import { answerRequest } from "./answer-request.ts";
import { type CacheListing, type ListOptions, listSeries } from "./cache-listing.ts";
import type { CacheAnswer, CacheContext, CacheParts } from "./cache-parts.ts";
import { type ActionsOptions, actionsOf, type CachedActions } from "./cached-actions.ts";
import { type CacheCheck, type CheckOptions, checkCache } from "./check-cache.ts";
import { flatFileIngest } from "./ingest/flat-file-ingest.ts";
import { openManifest } from "./manifest.ts";
import type { MarketIngest } from "./market-ingest.ts";
import { type SeriesChoice, setPinned } from "./pins.ts";
import { noteRemoved, ROOM_IS_SHORT } from "./removal-note.ts";
import { WHOLE_MARKET } from "./segment.ts";
import type { StoredSegment } from "./segment-rows.ts";
import { type SegmentView, viewSegments } from "./segment-views.ts";
import { claimSweep, fitInto, type Removed, removeUnused, sweepFiles } from "./upkeep.ts";

export interface CacheOptions {
  /** Where the files go; made when it isn't there. Many processes may share it. */
  readonly folder: string;
  /** The sources that may be asked, by id; offline they are asked for facts only. */
  readonly sources: ReadonlyMap<string, DataSource>;
  /** How whole-market days come in; without it flat files do, quietly. */
  readonly ingest?: MarketIngest | undefined;
  /** Above it, what was unused for the longest time goes; no limit without it. */
  readonly maxBytes?: number | undefined;
  /** What wasn't read for so many days goes; nothing does without it. */
  readonly retentionDays?: number | undefined;
  /** The clock, epoch milliseconds. */
  readonly now?: (() => number) | undefined;
  /** What new files are encrypted with, and files were; without it nothing is. `manifest.db` never is. */
  readonly key?: DataKey | null | undefined;
  /** Where it is noted what is removed and checked; nowhere without it. Who reads rows notes that. */
  readonly trail?: AuditTrail | undefined;
  /** For tests: the system calls that write. */
  readonly fs?: AtomicFileSystem | undefined;
}

/**
 * The cache of downloaded history: what was fetched once is on disk, verified whenever it is read, and isn't fetched
 * again. A crash, a full disk or another process at any moment leaves it whole; what was answered before stays.
 *
 * @example
 * const cache = new CacheManager({ folder: "data", sources: new Map([["polygon", source]]) });
 * const { data } = await cache.getOrDownload({ source: "polygon", dataset: "bars", symbol: "AAPL", timeframe, from, to });
 */
export class CacheManager {
  private readonly parts: CacheParts;
  private readonly sources: ReadonlyMap<string, DataSource>;

  /** @throws {BacksightError} BACKSIGHT_STORE, BACKSIGHT_STORE_NEWER, BACKSIGHT_ARGUMENT */
  constructor(options: CacheOptions) {
    const {
      folder,
      sources,
      ingest = flatFileIngest(),
      maxBytes,
      retentionDays,
      now = Date.now,
      trail = NO_TRAIL,
      key = null,
      fs,
    } = options;
    if (maxBytes !== undefined) checkPositive("maxBytes", maxBytes);
    if (retentionDays !== undefined) checkNotNegative("retentionDays", retentionDays);
    this.sources = sources;
    const manifest = openManifest(folder, now, key);
    this.parts = { manifest, sourceOf: (id) => this.sourceOf(id), ingest, now, maxBytes, trail, fs, queues: new Map() };
    if (!claimSweep(manifest, now())) return;
    if (retentionDays !== undefined) this.cleanOldData(retentionDays);
    this.sweep();
  }

  /** The folder of the cache. */
  get folder(): string {
    return this.parts.manifest.folder;
  }

  /**
   * The rows of a request: only what the cache lacks is asked for, and is kept as it comes, so that after a failure only
   * the rest is left to ask for. Bars and ticks of the day that is going on are given and not kept. Several calls for
   * one series, in this process or others, wait for each other and download once.
   *
   * @throws {BacksightError} BACKSIGHT_CACHE_OFFLINE, BACKSIGHT_CACHE_DAMAGED (offline; else the file is fetched again),
   * BACKSIGHT_SOURCE_ANSWER, BACKSIGHT_ARGUMENT, BACKSIGHT_NOT_SUPPORTED, BACKSIGHT_OPTION_UNKNOWN for the source,
   * BACKSIGHT_FILE_WRITE, BACKSIGHT_STORE, BACKSIGHT_CANCELLED, and what the source throws
   */
  getOrDownload(request: DataRequest, context: CacheContext = {}): Promise<CacheAnswer> {
    return answerRequest(this.parts, request, context);
  }

  /**
   * Splits and dividends of a symbol, a day old at most unless told otherwise.
   *
   * @throws {BacksightError} BACKSIGHT_CACHE_OFFLINE, BACKSIGHT_OPTION_UNKNOWN, BACKSIGHT_STORE, and what the source throws
   */
  async actionsOf(source: string, symbol: string, options: ActionsOptions = {}): Promise<CachedActions> {
    const { manifest, now } = this.parts;
    return actionsOf(manifest.database, this.sourceOf(source), symbol, now(), options);
  }

  /** What is there, by source and symbol, a page at a time. @throws {BacksightError} BACKSIGHT_ARGUMENT, BACKSIGHT_STORE */
  list(options: ListOptions = {}): CacheListing {
    return listSeries(this.parts.manifest.database, options);
  }

  /** The files and which rows of each hold, for readers other than this class. @throws {BacksightError} BACKSIGHT_STORE */
  views(dataset: DataRequest["dataset"]): SegmentView[] {
    return viewSegments(this.parts.manifest, dataset);
  }

  /** Keeps series whatever their age and the room; how many were pinned. @throws {BacksightError} BACKSIGHT_STORE */
  pin(choice: SeriesChoice): number {
    return setPinned(this.parts.manifest.database, choice, this.parts.now());
  }

  /** Takes the pin off; how many series lost one. @throws {BacksightError} BACKSIGHT_STORE */
  unpin(choice: SeriesChoice): number {
    return setPinned(this.parts.manifest.database, choice, null);
  }

  /**
   * Removes what wasn't read for `days`; pinned series stay.
   *
   * @throws {BacksightError} BACKSIGHT_ARGUMENT, BACKSIGHT_STORE
   */
  cleanOldData(days: number): Removed {
    checkNotNegative("days", days);
    const { manifest, now, trail } = this.parts;
    return noteRemoved(
      trail,
      manifest,
      `not read for ${days} days`,
      removeUnused(manifest, now() - days * DAY_MS, now()),
    );
  }

  /** Removes what was unused for the longest time until the rest fits. @throws {BacksightError} BACKSIGHT_STORE */
  shrinkTo(maxBytes: number): Removed {
    checkNotNegative("maxBytes", maxBytes);
    const { manifest, now, trail } = this.parts;
    return noteRemoved(trail, manifest, ROOM_IS_SHORT, fitInto(manifest, maxBytes, now()));
  }

  /** Removes files that nothing refers to. Happens by itself once an hour. @throws {BacksightError} BACKSIGHT_STORE */
  sweep(): Removed {
    return sweepFiles(this.parts.manifest, this.parts.now());
  }

  /**
   * Reads every file and compares it with what was stored. With `repair` damaged files are set aside and their ranges
   * fetched again, unless `isOffline`.
   *
   * @throws {BacksightError} BACKSIGHT_STORE, BACKSIGHT_CANCELLED, and what a source throws
   */
  async check(options: CheckOptions & Pick<CacheContext, "isOffline"> = {}): Promise<CacheCheck> {
    const { manifest, trail } = this.parts;
    const event = { action: "data.read", subject: manifest.folder, detail: "every file, to check it" } as const;
    return audited(trail, event, () => checkCache(manifest, options, (segment) => this.fetchAgain(segment, options)));
  }

  close(): void {
    this.parts.manifest.close();
  }

  private async fetchAgain(segment: StoredSegment, context: CacheContext): Promise<boolean> {
    const { source, dataset, symbol, timeframe, from, to } = segment;
    if (context.isOffline === true || symbol === WHOLE_MARKET || !this.sources.has(source)) return false;
    const frame = timeframe === null ? null : parseTimeframe(timeframe);
    const { uncovered } = await this.getOrDownload({ source, dataset, symbol, timeframe: frame, from, to }, context);
    return uncovered.length === 0;
  }

  private sourceOf(id: string): DataSource {
    const source = this.sources.get(id);
    if (source !== undefined) return source;
    const known = [...this.sources.keys()];
    const hint = didYouMean(id, known);
    throw new BacksightError("BACKSIGHT_OPTION_UNKNOWN", { kind: "source", name: id, hint, known: known.join(", ") });
  }
}
