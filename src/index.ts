export type { ErrorCode } from "./core/errors.ts";
export { BacksightError, isBacksightError } from "./core/errors.ts";
export type { Parameter, ParamSet, Values } from "./core/params/parameter.ts";
export { bool, choice, int, num } from "./core/params/parameter.ts";
export { type BarsOfOptions, barsOf, type GivenTime, type PriceColumns, type PriceRow } from "./data/bars-of.ts";
export { syntheticBars } from "./data/synthetic/synthetic-bars.ts";
export { adx } from "./indicators/adx.ts";
export { atr } from "./indicators/atr.ts";
export { bollinger } from "./indicators/bollinger.ts";
export { crossedAbove, crossedBelow } from "./indicators/crossed.ts";
export { donchian } from "./indicators/donchian.ts";
export { ema } from "./indicators/ema.ts";
export { highest } from "./indicators/highest.ts";
export { lowest } from "./indicators/lowest.ts";
export { macd } from "./indicators/macd.ts";
export { roc } from "./indicators/roc.ts";
export { rsi } from "./indicators/rsi.ts";
export { sma } from "./indicators/sma.ts";
export { stochastic } from "./indicators/stochastic.ts";
export { vwap } from "./indicators/vwap.ts";
export { zScore } from "./indicators/z-score.ts";
export type { Bars } from "./market/bars.ts";
export { aroundTheClock } from "./market/calendar/around-the-clock.ts";
export { usEquity } from "./market/calendar/us-equity.ts";
export { createBars } from "./market/create-bars.ts";
export { instrument } from "./market/instrument.ts";
export { parseTimeframe } from "./market/timeframe.ts";
export { range } from "./optimize/spaces/search-range.ts";
export type { BacktestOptions, CostOptions } from "./run/backtest-options.ts";
export type { MonteCarloRequest } from "./run/optimization-engine.ts";
export { Run } from "./run/run.ts";
export type { SweepOptions, SweepSpace } from "./run/sweep/sweep.ts";
export type { SweepGrid, SweepGuards } from "./run/sweep/sweep-grid.ts";
export type { SweepRow } from "./run/sweep/sweep-row.ts";
export type { WalkForwardRunOptions } from "./run/walk-forward/walk-forward-options.ts";
export type { WalkForwardRecord, WalkForwardWindowRecord } from "./run/walk-forward/walk-forward-record.ts";
export type { Columns } from "./series/columns.ts";
export { Mask } from "./series/mask.ts";
export { Series } from "./series/series.ts";
export { BaseStrategy } from "./strategy/base-strategy.ts";
export { defineStrategy } from "./strategy/define-strategy.ts";
export type { EventContext, InstrumentView, OrderRequest } from "./strategy/event-strategy.ts";
export { definePortfolio } from "./strategy/portfolio/define-portfolio.ts";
export { signalsStrategy } from "./strategy/signals-strategy.ts";
export { atrStop } from "./strategy/stops/atr-stop.ts";
export { chandelierStop } from "./strategy/stops/chandelier-stop.ts";
export type { Signals, Strategy } from "./strategy/strategy.ts";
export { StrategyFactory } from "./strategy/strategy-factory.ts";
export type { Commission, CostSettings } from "./trading/costs/cost-settings.ts";
export type { MarketState } from "./trading/costs/market-state.ts";
export { readCosts } from "./trading/costs/read-costs.ts";
export type { CostedTrade, FillCosts } from "./trading/costs/transaction-cost-engine.ts";
export { TransactionCostEngine } from "./trading/costs/transaction-cost-engine.ts";
export type { Trade, TradeColumns } from "./trading/trade-columns.ts";
export { tradeAt } from "./trading/trade-columns.ts";

import { BacksightError } from "./core/errors.ts";
import { presenter } from "./report/presenter.ts";
import { type BacktestPlatform, createBacktest } from "./run/backtest.ts";
import { universalPorts } from "./run/default-ports.ts";
import { createEventEngine } from "./run/event-engine.ts";
import { createOptimizationEngine } from "./run/optimization-engine.ts";
import type { Sweep } from "./run/sweep/sweep.ts";
import { createVectorEngine } from "./run/vector-engine.ts";
import type { WalkForwardOptimization } from "./run/walk-forward/walk-forward.ts";

const platform: BacktestPlatform = {
  ports: async () => universalPorts(),
  presenter: {
    ...presenter,
    write: (_, path) => {
      throw new BacksightError("BACKSIGHT_NOT_SUPPORTED", {
        what: `writing ${path} here`,
        instead: "Take the text of run.html() or run.markdown().",
      });
    },
  },
};

/**
 * Runs a strategy over bars. This is the form for pages and workers: nothing is stored, no trial is counted and reports
 * come as text. In Node the package's root brings the full one.
 */
export const backtest = createBacktest(platform);

/** Computes many combinations of a strategy's parameters: the best of them, and whether that is luck. */
export const sweep: Sweep = async (strategy, bars, space, options) => {
  const { createSweep } = await import("./run/sweep/sweep.ts");
  return createSweep(platform)(strategy, bars, space, options);
};

/** Chooses parameters on one part of the history after another, and runs them on the part that follows. */
export const walkForwardOptimization: WalkForwardOptimization = async (strategy, bars, options) => {
  const { createWalkForward } = await import("./run/walk-forward/walk-forward.ts");
  return createWalkForward(platform)(strategy, bars, options);
};

/** Searching and judging as an object. */
export const OptimizationEngine = createOptimizationEngine(walkForwardOptimization);

/** The event engine as an object: `new EventEngine({ cash: 50_000 }).runBacktest(strategy, [bars, others])`. */
export const EventEngine = createEventEngine(backtest);

/** The vector engine as an object: `new VectorEngine({ cash: 50_000 }).runBacktest(strategy, bars)`. */
export const VectorEngine = createVectorEngine(backtest, sweep);
