import { isBacksightError } from "../../core/errors.ts";
import { type RandomStream, randomStream } from "../../core/random.ts";
import { columnOf } from "../../market/compact/compact-bars.ts";
import type { RowRange } from "../../optimize/splits/row-range.ts";
import { permuteBars } from "../../validation/monte-carlo/permute-bars.ts";
import { noisyExecution } from "./execution-noise.ts";
import type { RerunMethod } from "./monte-carlo-methods.ts";
import { jitteredParams } from "./parameter-jitter.ts";
import { pathMetrics } from "./path-metrics.ts";
import { type RerunSource, type RerunWorld, rerunReturns } from "./rerun-returns.ts";
import { laterStart } from "./start-jitter.ts";

/** Worlds that differ by chance; each has a random stream of its own, so that it is the same wherever it is computed. */
export interface Worlds {
  readonly method: RerunMethod;
  readonly seed: number;
  /** What metrics of a path are made with. */
  readonly input: Parameters<typeof pathMetrics>[1];
}

/** Numbers of neighbouring worlds, NaN for one in which the strategy can't be run. Plain data: a thread can send it. */
export interface WorldNumbers {
  /** Metrics of each world by id. */
  readonly metrics: Readonly<Record<string, Float64Array>>;
  /** The least that was left of 1, at any time. */
  readonly lowest: Float64Array;
}

/** Computes neighbouring worlds, somewhere, in the order that was asked for. */
export interface WorldsExecutor {
  run(jobs: readonly RowRange[]): AsyncIterable<WorldNumbers>;
  close(): Promise<void>;
}

/** On the calling thread, job after job, each when its numbers are asked for. */
export function worldsInProcess(source: RerunSource, worlds: Worlds): WorldsExecutor {
  return {
    async *run(jobs) {
      for (const job of jobs) yield runWorlds(source, worlds, job);
    },
    close: async () => {},
  };
}

/** Runs a strategy in worlds `start` to `end` (excluded). @throws {BacksightError} BACKSIGHT_CANCELLED */
export function runWorlds(
  source: RerunSource,
  { method, seed, input }: Worlds,
  { start, end }: RowRange,
): WorldNumbers {
  const metrics: Record<string, Float64Array> = {};
  const lowest = new Float64Array(end - start).fill(NaN);
  for (let k = start; k < end; k++) {
    const random = randomStream(seed, `monte-carlo/${method}/${k}`);
    const returns = returnsIn(source, () => worldOf(method, source, random));
    if (returns === null) continue;
    for (const [id, value] of Object.entries(pathMetrics(returns, input))) {
      metrics[id] ??= new Float64Array(end - start).fill(NaN);
      metrics[id][k - start] = value;
    }
    lowest[k - start] = lowestOf(returns);
  }
  return { metrics, lowest };
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
