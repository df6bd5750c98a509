import type { DataRequest } from "../../data/market-data/data-request.ts";
import type { DataSource, FetchContext, SymbolFacts } from "../../data/market-data/data-source.ts";
import type { VerifiedRows } from "../../data/market-data/verified-rows.ts";
import type { AtomicFileSystem } from "../../platform/atomic-file.ts";
import type { AuditTrail } from "../../platform/audit/audit-trail.ts";
import type { Manifest } from "./manifest.ts";
import type { MarketIngest } from "./market-ingest.ts";
import type { SeriesKey } from "./segment.ts";
import type { TimeRange } from "./time-ranges.ts";

/** What an open cache works with. */
export interface CacheParts {
  readonly manifest: Manifest;
  readonly sourceOf: (id: string) => DataSource;
  readonly ingest: MarketIngest;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly maxBytes: number | undefined;
  /** Where removals are noted. */
  readonly trail: AuditTrail;
  readonly fs: AtomicFileSystem | undefined;
  /** The last piece of work on each series in this process: the next one waits for it. */
  readonly queues: Map<string, Promise<unknown>>;
}

export interface CacheContext extends FetchContext {
  /** Asks nobody: no socket is opened, what isn't there is an error. */
  readonly isOffline?: boolean;
  /** Asks again for what is there: instruments wholly, whole-market days where their object was replaced. */
  readonly isRefresh?: boolean;
}

/** All rows in the covered parts of a request, ascending, and what is to be known about them. */
export interface CacheAnswer extends VerifiedRows {
  readonly facts: SymbolFacts;
  /** Parts of the request that nobody could answer yet: not published, still to come; ascending. */
  readonly uncovered: readonly TimeRange[];
  /** What the source was asked for, in order; none when everything came from the cache. */
  readonly asked: readonly TimeRange[];
}

export function keyOfRequest({ source, dataset, symbol, timeframe }: DataRequest): SeriesKey {
  return { source, dataset, symbol, timeframe: timeframe?.label ?? null };
}
