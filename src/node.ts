export * from "./index.ts";

import type { Bars } from "./market/bars.ts";
import { loadBars } from "./project/load-bars.ts";
import { nodePlatform } from "./project/node-backtest.ts";
import { createBacktest } from "./run/backtest.ts";
import { createEventEngine } from "./run/event-engine.ts";
import { createOptimizationEngine } from "./run/optimization-engine.ts";
import type { Sweep } from "./run/sweep/sweep.ts";
import { createVectorEngine } from "./run/vector-engine.ts";
import type { WalkForwardOptimization } from "./run/walk-forward/walk-forward.ts";

const platform = nodePlatform();

/** Runs a strategy over bars; the run is stored in the project's `.backsight/runs.db` and counted as a trial. */
export const backtest = createBacktest(platform);

/** Computes many combinations of a strategy's parameters, on several threads where it can; each is counted as a trial. */
export const sweep: Sweep = async (strategy, bars, space, options) => {
  const { createSweep } = await import("./run/sweep/sweep.ts");
  return createSweep(platform)(strategy, bars, space, options);
};

/**
 * Chooses parameters on one part of the history after another, and runs them on the part that follows; the stitched run is
 * stored, and every combination that was tried is counted as a trial.
 */
export const walkForwardOptimization: WalkForwardOptimization = async (strategy, bars, options) => {
  const { createWalkForward } = await import("./run/walk-forward/walk-forward.ts");
  return createWalkForward(platform)(strategy, bars, options);
};

/** Searching and judging as an object. */
export const OptimizationEngine = createOptimizationEngine(walkForwardOptimization);

/** The event engine as an object; its runs are stored and counted too. */
export const EventEngine = createEventEngine(backtest);

/** The vector engine as an object; its runs are stored and counted too. */
export const VectorEngine = createVectorEngine(backtest, sweep);

/**
 * The bars that a data address names: `csv:prices.csv?symbol=SPY`, `synthetic:gbm?seed=7&bars=2520&timeframe=1d`.
 *
 * @throws {BacksightError} BACKSIGHT_DATA_URI, and what reading the file finds wrong
 */
export function load(address: string): Promise<Bars> {
  return loadBars(address);
}
