import { checkInteger } from "../../core/checks.ts";
import { withPlainPrices } from "../../market/compact/compact-bars.ts";
import { quantile } from "../../math/quantile.ts";
import { metricIntervals } from "../../validation/monte-carlo/metric-intervals.ts";
import { permutationTestOf } from "../../validation/monte-carlo/permutation-test.ts";
import { EXECUTION_NOISE } from "./execution-noise.ts";
import {
  DRAWDOWN_SHARES,
  type MonteCarloAnalysis,
  type MonteCarloOptions,
  RUIN_LEVELS,
} from "./monte-carlo-analysis.ts";
import type { RerunMethod } from "./monte-carlo-methods.ts";
import { JITTER } from "./parameter-jitter.ts";
import { pathMetrics } from "./path-metrics.ts";
import { type RerunSource, rerunReturns } from "./rerun-returns.ts";
import { type Worlds, type WorldsExecutor, worldsInProcess } from "./worlds.ts";

/** Worlds without a number of them. */
export const RERUN_PATHS = 200;

/** What runs again need beside the options of all methods. */
export interface RerunOptions extends Pick<MonteCarloOptions, "paths" | "seed"> {
  readonly method: RerunMethod;
  /** Where the worlds are computed; on this thread when not given. It makes no difference to the numbers. */
  readonly executor?: ((source: RerunSource, worlds: Worlds) => WorldsExecutor) | undefined;
  /** Told after each world; a promise is awaited, so that waiting events (Ctrl-C) get in. */
  readonly onWorld?: ((done: number, all: number) => void | Promise<void>) | undefined;
}

/**
 * Runs a strategy again in worlds that differ by chance, and says how its metrics scatter. 200 worlds without a number; each
 * has a random stream of its own. A world in which the strategy can't be run (its own error) counts as undefined.
 *
 * "permutation" also gives the p-value of the Sharpe ratio: how often prices in another order, with nothing to predict in
 * them, are as good to this strategy. The parameters stay what they are: where they were searched for, the search must be
 * repeated in each world, which `permutationTest` of `backsight/validation` does with a search of yours.
 *
 * @throws {BacksightError} BACKSIGHT_ARGUMENT; what the strategy does wrong on the real prices
 */
export async function rerunAnalysis(source: RerunSource, options: RerunOptions): Promise<MonteCarloAnalysis> {
  const { method, paths = RERUN_PATHS, seed = 1, onWorld } = options;
  checkInteger("paths", paths, 1, 1_000_000);
  checkInteger("seed", seed, 0);
  const plain = { ...source, bars: withPlainPrices(source.bars) };
  const { cash: startingCash, riskFree } = source.spec.settings;
  const real = rerunReturns(plain, {});
  const input = { startingCash, riskFree, periodsPerYear: real.periodsPerYear };
  const observed = pathMetrics(real.returns, input);
  const values = Object.fromEntries(Object.keys(observed).map((id) => [id, new Float64Array(paths).fill(NaN)]));
  const lowest = new Float64Array(paths).fill(NaN);
  const jobs = Array.from({ length: paths }, (_, k) => ({ start: k, end: k + 1 }));
  const executor = (options.executor ?? worldsInProcess)(plain, { method, seed, input });
  try {
    let done = 0;
    for await (const { metrics, lowest: least } of executor.run(jobs)) {
      for (const [id, column] of Object.entries(metrics)) values[id]!.set(column, done);
      lowest.set(least, done);
      done += least.length;
      await onWorld?.(done, paths);
    }
  } finally {
    await executor.close();
  }
  const ends = values.totalReturn!.filter((value) => !Number.isNaN(value));
  const falls = values.maxDrawdown!.filter((value) => !Number.isNaN(value));
  const known = lowest.filter((value) => !Number.isNaN(value));
  const share = (column: Float64Array, holds: (value: number) => boolean) =>
    column.filter(holds).length / column.length;
  return {
    method,
    paths,
    seed,
    periods: real.returns.length,
    noun: source.spec.settings.returns,
    startingCash,
    fit: fitOf(method),
    fan: null,
    observed: null,
    lossProbability: null,
    ruin: RUIN_LEVELS.map((loss) => ({
      loss,
      ofStart: share(known, (least) => least <= 1 - loss),
      fromPeak: share(falls, (fall) => fall <= -loss),
    })),
    drawdowns: DRAWDOWN_SHARES.map((part) => quantile(falls, part)),
    metrics: metricIntervals(observed, values),
    kelly: null,
    endsInLoss: share(ends, (value) => value < 0),
    pValue: method === "permutation" ? permutationTestOf(observed.sharpeRatio!, values.sharpeRatio!).pValue : null,
    permuted: method === "permutation" ? values.sharpeRatio! : null,
  };
}

function fitOf(method: RerunMethod): MonteCarloAnalysis["fit"] {
  if (method === "execution-noise") return { ...EXECUTION_NOISE };
  return method === "parameter-jitter" ? { jitter: JITTER } : {};
}
