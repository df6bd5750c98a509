/**
 * `backsight/sources` (Node): vendors as sources of history, their live feed, the cache of what was downloaded, and an
 * emulator to try them against.
 */
export type { DataRequest, Dataset } from "./data/market-data/data-request.ts";
export type {
  DataPart,
  DataRows,
  DataSource,
  FetchContext,
  InstrumentSource,
  MarketDay,
  SymbolFacts,
  VendorBars,
  WholeMarketSource,
} from "./data/market-data/data-source.ts";
export type { QuoteTicks } from "./market/quote-ticks.ts";
export type { TradeTicks } from "./market/trade-ticks.ts";
export type { BinanceClientOptions } from "./sources/binance/binance-client.ts";
export { binanceSource } from "./sources/binance/binance-source.ts";
export type { CachedSeries, CacheListing, ListOptions } from "./sources/cache/cache-listing.ts";
export { CacheManager, type CacheOptions } from "./sources/cache/cache-manager.ts";
export type { CacheAnswer, CacheContext } from "./sources/cache/cache-parts.ts";
export type { ActionsOptions, CachedActions } from "./sources/cache/cached-actions.ts";
export type { CacheCheck, CheckOptions } from "./sources/cache/check-cache.ts";
export type { SeriesChoice } from "./sources/cache/pins.ts";
export type { SegmentView } from "./sources/cache/segment-views.ts";
export type { Removed } from "./sources/cache/upkeep.ts";
export { type CcxtSourceOptions, ccxtSource } from "./sources/ccxt/ccxt-source.ts";
export { loadTickCsv, loadTickParquet, type TickFileRequest, type TickRows } from "./sources/file/load-tick-file.ts";
export type { DownloadWay } from "./sources/polygon/download-plan.ts";
export {
  type PolygonEmulator,
  type PolygonEmulatorOptions,
  startPolygonEmulator,
} from "./sources/polygon/emulator/start-polygon-emulator.ts";
export type { FeedBar, FeedEvent, FeedNotice, FeedQuote, FeedTrade } from "./sources/polygon/feed/feed-event.ts";
export { PolygonFeed, type PolygonFeedOptions } from "./sources/polygon/feed/polygon-feed.ts";
export {
  type FlatFileBucket,
  type FlatFileBucketOptions,
  flatFileBucket,
} from "./sources/polygon/flat-files/flat-file-bucket.ts";
export type { FlatFileKeys } from "./sources/polygon/flat-files/flat-file-keys.ts";
export { type FlatFileSourceOptions, flatFileSource } from "./sources/polygon/flat-files/flat-file-source.ts";
export type { FuturesVenue } from "./sources/polygon/futures-products.ts";
export {
  type BarsDownload,
  PolygonConnector,
  type PolygonConnectorOptions,
  type TickDownload,
} from "./sources/polygon/polygon-connector.ts";
export type { ApiKey } from "./sources/polygon/rest/api-key.ts";
export type { PolygonPlan } from "./sources/polygon/rest/polygon-plan.ts";
export { type PolygonRestOptions, polygonRest } from "./sources/polygon/rest/polygon-rest.ts";
export { type YahooSourceOptions, yahooSource } from "./sources/yahoo/yahoo-source.ts";
