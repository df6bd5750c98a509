import { checkInteger } from "../../core/checks.ts";
import { isBacksightError } from "../../core/errors.ts";
import { type RandomStream, randomStream } from "../../core/random.ts";
import { columnOf, withPlainPrices } from "../../market/compact/compact-bars.ts";
import { quantile } from "../../math/quantile.ts";
import { metricIntervals } from "../../validation/monte-carlo/metric-intervals.ts";
import { permutationTestOf } from "../../validation/monte-carlo/permutation-test.ts";
import { permuteBars } from "../../validation/monte-carlo/permute-bars.ts";
import { EXECUTION_NOISE, noisyExecution } from "./execution-noise.ts";
import {
  DRAWDOWN_SHARES,
  type MonteCarloAnalysis,
  type MonteCarloOptions,
  RUIN_LEVELS,
} from "./monte-carlo-analysis.ts";
import type { RerunMethod } from "./monte-carlo-methods.ts";
import { JITTER, jitteredParams } from "./parameter-jitter.ts";
import { pathMetrics } from "./path-metrics.ts";
import { type RerunSource, type RerunWorld, rerunReturns } from "./rerun-returns.ts";
import { laterStart } from "./start-jitter.ts";

/** What runs again need beside the options of all methods. */
export interface RerunOptions extends Pick<MonteCarloOptions, "paths" | "seed"> {
  readonly method: RerunMethod;
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
  const { method, paths = 200, seed = 1, onWorld } = options;
  checkInteger("paths", paths, 1, 1_000_000);
  checkInteger("seed", seed, 0);
  const plain = { ...source, bars: withPlainPrices(source.bars) };
  const { cash: startingCash, riskFree } = source.spec.settings;
  const real = rerunReturns(plain, {});
  const input = { startingCash, riskFree, periodsPerYear: real.periodsPerYear };
  const observed = pathMetrics(real.returns, input);
  const values = Object.fromEntries(Object.keys(observed).map((id) => [id, new Float64Array(paths).fill(NaN)]));
  const lowest = new Float64Array(paths).fill(NaN);
  for (let k = 0; k < paths; k++) {
    const random = randomStream(seed, `monte-carlo/${method}/${k}`);
    const returns = returnsIn(plain, () => worldOf(method, plain, random));
    if (returns !== null) {
      const metrics = pathMetrics(returns, input);
      for (const id of Object.keys(values)) values[id]![k] = metrics[id]!;
      lowest[k] = lowestOf(returns);
    }
    await onWorld?.(k + 1, paths);
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

/** Null where the strategy can't be run there: its own error. Being cancelled ends everything. */
function returnsIn(source: RerunSource, world: () => RerunWorld): Float64Array | null {
  try {
    return rerunReturns(source, world()).returns;
  } catch (error) {
    if (isBacksightError(error) && error.code !== "BACKSIGHT_CANCELLED") return null;
    throw error;
  }
}

function worldOf(method: RerunMethod, source: RerunSource, random: RandomStream): RerunWorld {
  switch (method) {
    case "permutation":
      return { bars: permuteBars(source.bars, random, keptBars(source)) };
    case "execution-noise":
      return noisyExecution(source.spec, random);
    case "parameter-jitter":
      return jitteredParams(source, random);
    case "start-jitter":
      return laterStart(source, random);
  }
}

function fitOf(method: RerunMethod): MonteCarloAnalysis["fit"] {
  if (method === "execution-noise") return { ...EXECUTION_NOISE };
  return method === "parameter-jitter" ? { jitter: JITTER } : {};
}

/** Warm-up bars before the measured range stay as they are. */
function keptBars({ bars, spec }: RerunSource): number {
  const time = columnOf(bars, "time");
  let start = 0;
  if (spec.from !== null) while (start < bars.length && time.at(start)! < spec.from) start++;
  return Math.max(1, start);
}

function lowestOf(returns: Float64Array): number {
  let money = 1;
  let least = 1;
  for (const value of returns) {
    money = value > -1 ? money * (1 + value) : 0;
    if (money < least) least = money;
  }
  return least;
}
