import type { DataRequest } from "../../data/market-data/data-request.ts";
import type { FetchContext, SymbolFacts } from "../../data/market-data/data-source.ts";
import type { AtomicFileSystem } from "../../platform/atomic-file.ts";
import type { Manifest } from "./manifest.ts";
import type { SeriesKey } from "./segment.ts";
import type { TimeRange } from "./time-ranges.ts";

/** What bringing a series into the cache takes. */
export interface Download {
  readonly manifest: Manifest;
  readonly key: SeriesKey;
  readonly request: DataRequest;
  readonly facts: SymbolFacts;
  /** Which corporate actions the prices know of; "" for raw ones. */
  readonly basis: string;
  /** What is to be asked for, ascending; all of it in the past. */
  readonly missing: readonly TimeRange[];
  readonly context: FetchContext;
  readonly now: () => number;
  /** Told each time the source was asked. */
  readonly onAsked: (range: TimeRange) => void;
  readonly fs?: AtomicFileSystem | undefined;
}
