import type { Dataset } from "../../data/market-data/data-request.ts";
import type { FetchContext, MarketDay, WholeMarketSource } from "../../data/market-data/data-source.ts";
import type { Calendar } from "../../market/calendar/calendar.ts";
import type { Timeframe } from "../../market/timeframe.ts";
import type { DataKey } from "../../platform/sealed/data-key.ts";
import type { CommitSegments, Segment } from "./segment.ts";

/** What an ingest may use of the cache. */
export interface IngestPorts {
  /** The cache's folder; paths of segments are relative to it. */
  readonly folder: string;
  /** Call it whenever files are in their places: what was committed stays when a later day fails. */
  readonly commit: CommitSegments;
  /** What files are to be encrypted with, and were; null and absent: nothing. */
  readonly key?: DataKey | null;
}

export interface IngestDaysRequest {
  readonly source: WholeMarketSource;
  readonly dataset: Dataset;
  readonly timeframe: Timeframe | null;
  /** By whose clocks days are meant. */
  readonly calendar: Pick<Calendar, "timeZone">;
  /** Published days that the cache lacks, or has an older copy of; ascending. */
  readonly days: readonly MarketDay[];
}

export interface ExtractSymbolsRequest {
  readonly source: WholeMarketSource;
  readonly dataset: Dataset;
  readonly timeframe: Timeframe | null;
  readonly symbols: readonly string[];
  /** Whole-market segments that the cache has, ascending, one for each day, verified by nobody yet. */
  readonly days: readonly Segment[];
}

/**
 * How whole-market days come into the cache. The range of a day is the civil day of its date in the calendar's zone,
 * from midnight to midnight: see `rangeOfDay`.
 */
export interface MarketIngest {
  /**
   * Downloads days: for each one segment with the symbol `WHOLE_MARKET` and its object, committed together.
   *
   * @throws {BacksightError} what the source throws, and typed errors for objects that are damaged or nonsense
   */
  ingestDays(request: IngestDaysRequest, ports: IngestPorts, context: FetchContext): Promise<void>;
  /**
   * Takes symbols out of stored days: for each symbol segments of its own, and coverage for all days that were given,
   * so that a symbol without a trade isn't looked for again.
   *
   * @throws {BacksightError} BACKSIGHT_CACHE_DAMAGED for a day whose bytes aren't what was committed
   */
  extractSymbols(request: ExtractSymbolsRequest, ports: IngestPorts, context: FetchContext): Promise<void>;
}
