export * from "./index.ts";

import type { Bars } from "./market/bars.ts";
import { loadBars } from "./project/load-bars.ts";
import { createNodeBacktest } from "./project/node-backtest.ts";
import { createVectorEngine } from "./run/vector-engine.ts";

/** Runs a strategy over bars; the run is stored in the project's `.backsight/runs.db` and counted as a trial. */
export const backtest = createNodeBacktest();

/** The vector engine as an object; its runs are stored and counted too. */
export const VectorEngine = createVectorEngine(backtest);

/**
 * The bars that a data address names: `csv:prices.csv?symbol=SPY`, `synthetic:gbm?seed=7&bars=2520&timeframe=1d`.
 *
 * @throws {BacksightError} BACKSIGHT_DATA_URI, and what reading the file finds wrong
 */
export function load(address: string): Promise<Bars> {
  return loadBars(address);
}
