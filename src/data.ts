/** Preparing data: cleaning, corporate actions, timeframes, features, microstructure, several instruments on one axis. */
export { type AdjustedBars, type AdjustOptions, adjustBars } from "./data/prepare/adjust-bars.ts";
export type { ActionFinding, DividendConvention } from "./data/prepare/adjustment-steps.ts";
export { type ActivityBars, type ActivityRule, barsByActivity } from "./data/prepare/bars-by-activity.ts";
export { type BarsFromTradesOptions, barsFromTrades } from "./data/prepare/bars-from-trades.ts";
export { type BarCleaningPolicy, cleanBars, DEFAULT_BAR_CLEANING } from "./data/prepare/cleaning/clean-bars.ts";
export { cleanQuotes, DEFAULT_QUOTE_CLEANING, type QuoteCleaningPolicy } from "./data/prepare/cleaning/clean-quotes.ts";
export { cleanTrades, DEFAULT_TRADE_CLEANING, type TradeCleaningPolicy } from "./data/prepare/cleaning/clean-trades.ts";
export { QUALITY_ISSUES, type QualityReport, qualityLines } from "./data/prepare/cleaning/quality-report.ts";
export { convertCurrency } from "./data/prepare/convert-currency.ts";
export { DataPreprocessor } from "./data/prepare/data-preprocessor.ts";
export { addFeatures, type Feature, type FeatureSpec } from "./data/prepare/features/add-features.ts";
export { type FxRates, inAccountCurrency } from "./data/prepare/in-account-currency.ts";
export { type JoinedTimeframe, joinTimeframes } from "./data/prepare/join-timeframes.ts";
export { type PointInTimeBars, pointInTimeBars } from "./data/prepare/point-in-time.ts";
export { regularHours } from "./data/prepare/regular-hours.ts";
export { type ResampleOptions, resampleBars } from "./data/prepare/resample-bars.ts";
export { type SyntheticTicksOptions, syntheticTicks } from "./data/synthetic/synthetic-ticks.ts";
export type { CashDividend, CorporateAction, Split } from "./market/corporate-action.ts";
export { type BarsInput, createBars } from "./market/create-bars.ts";
export { type Panel, type PanelOptions, panelOf } from "./market/panel.ts";
export type { QuoteTicks } from "./market/quote-ticks.ts";
export {
  instrumentCalled,
  symbolOn,
  type TickerHistory,
  type TickerPeriod,
  tickerHistory,
  universeOn,
} from "./market/ticker-history.ts";
export type { TickConditions, TradeTicks } from "./market/trade-ticks.ts";
export { leeReady, tickRule } from "./math/microstructure/classify-trades.ts";
export { effectiveSpreads } from "./math/microstructure/effective-spread.ts";
export { kyleLambda } from "./math/microstructure/kyle-lambda.ts";
export { orderFlowImbalance } from "./math/microstructure/order-flow-imbalance.ts";
export { type Vpin, type VpinOptions, vpin } from "./math/microstructure/vpin.ts";
export { quotedSpread } from "./trading/costs/spread/quoted-spread.ts";
