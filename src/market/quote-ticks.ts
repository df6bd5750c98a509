import type { TickConditions } from "./trade-ticks.ts";

/**
 * The best bid and offer of one instrument whenever one changed, as columns of one length, ascending in `timeNs`, equal
 * times by `sequence`. A side that nobody quotes has price 0 and size 0; crossed quotes occur and are kept.
 */
export interface QuoteTicks {
  readonly symbol: string;
  readonly length: number;
  /** When the tape published it, nanoseconds since 1970 UTC, exact. */
  readonly timeNs: BigInt64Array;
  /** The same in milliseconds, fractions included, rounded to a double. */
  readonly time: Float64Array;
  readonly bidPrice: Float64Array;
  readonly askPrice: Float64Array;
  readonly bidSize: Float64Array;
  readonly askSize: Float64Array;
  readonly bidExchange: Uint16Array;
  readonly askExchange: Uint16Array;
  /** NaN where the vendor gives none. */
  readonly sequence: Float64Array;
  readonly conditions: TickConditions;
}
