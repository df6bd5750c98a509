import type { FlatFileQuality } from "./flat-file-quality.ts";

/** Names of the columns of whole-market bars. */
export const MARKET_BAR_COLUMNS = ["time", "open", "high", "low", "close", "volume", "transactions"] as const;
export type MarketBarColumn = (typeof MARKET_BAR_COLUMNS)[number];
export type MarketBarColumns = Readonly<Record<MarketBarColumn, Float64Array>>;

/**
 * Bars of many tickers as columns of one length: those of `tickers[k]` are the rows `starts[k]` up to `starts[k + 1]`,
 * excluded, ascending in time, one for each time.
 */
export interface MarketBars extends MarketBarColumns {
  /** Ascending by code units; as the vendor spells them. */
  readonly tickers: readonly string[];
  /** One longer than `tickers`. */
  readonly starts: Uint32Array;
  readonly quality: FlatFileQuality;
}
