import { checkInteger, checkPositive } from "../../core/checks.ts";
import { randomStream } from "../../core/random.ts";
import type { DrawPath } from "./draw-path.ts";

export interface PathOptions {
  /** Length of each path. */
  readonly periods: number;
  readonly paths: number;
  readonly seed: number;
  /** Names the random streams; two names give independent paths. */
  readonly name: string;
  /** Money that each path begins with, above 0. */
  readonly startingCash: number;
  /** Periods at which equity is kept, 0 (the start) and the last one included; at most 121 without it, evenly spread. */
  readonly horizons?: number | undefined;
  /** Half-open range of paths that this call draws, where several share the work; all without it. */
  readonly range?: readonly [from: number, to: number] | undefined;
  /** Told of every path, with its returns: for statistics of one's own. The column is filled anew each time. */
  readonly onPath?: ((path: number, returns: Float64Array) => void) | undefined;
}

/** Simulated equity, as columns. */
export interface SimulatedPaths {
  readonly startingCash: number;
  /** Number of paths in the columns. */
  readonly paths: number;
  readonly periods: number;
  /** Periods at which equity was kept, ascending, 0 first. */
  readonly horizons: Int32Array;
  /** Equity at each horizon: one column per horizon, one value per path. */
  readonly equity: readonly Float64Array[];
  /** Per path: the deepest drawdown, a fraction at or below 0. */
  readonly maxDrawdown: Float64Array;
  /** Per path: the lowest equity, the start included. */
  readonly lowest: Float64Array;
  /** Per path: the longest time below an earlier peak, in periods. */
  readonly longestUnderWater: Float64Array;
}

/** Paths that share one random stream: so few that a thread can take them whole, so many that naming streams costs nothing. */
const PATHS_PER_STREAM = 64;
const MOST_HORIZONS = 121;

/**
 * Draws paths and follows their equity. Each path's draws depend on seed, name and its own number alone, so that any cut into
 * ranges on any number of threads gives the same columns to the last bit. Equity that is gone stays gone.
 *
 * @throws {BacksightError} BACKSIGHT_ARGUMENT
 */
export function simulatePaths(draw: DrawPath, options: PathOptions): SimulatedPaths {
  const { seed, name } = options;
  const periods = checkInteger("periods", options.periods, 1);
  const paths = checkInteger("paths", options.paths, 1);
  const startingCash = checkPositive("startingCash", options.startingCash);
  const [from, to] = options.range ?? [0, paths];
  checkInteger("range", from, 0, paths);
  checkInteger("range", to, from, paths);
  const horizons = horizonsOf(periods, options.horizons ?? MOST_HORIZONS);
  const count = to - from;
  const equity = Array.from(horizons, () => new Float64Array(count));
  const maxDrawdown = new Float64Array(count);
  const lowest = new Float64Array(count);
  const longestUnderWater = new Float64Array(count);
  const returns = new Float64Array(periods);

  const firstStream = Math.floor(from / PATHS_PER_STREAM);
  for (let stream = firstStream; stream * PATHS_PER_STREAM < to; stream++) {
    const random = randomStream(seed, `monte-carlo/${name}/${stream}`);
    const start = stream * PATHS_PER_STREAM;
    for (let path = start; path < Math.min(start + PATHS_PER_STREAM, to); path++) {
      draw(random, returns);
      if (path < from) continue;
      options.onPath?.(path, returns);
      const row = path - from;
      let money = startingCash;
      let peak = startingCash;
      let least = startingCash;
      let deepest = 0;
      let under = 0;
      let longest = 0;
      let next = 0;
      if (horizons[0] === 0) equity[next++]![row] = money;
      for (let i = 0; i < periods; i++) {
        money = returns[i]! > -1 ? money * (1 + returns[i]!) : 0;
        if (money >= peak) {
          peak = money;
          under = 0;
        } else {
          under++;
          if (under > longest) longest = under;
          const depth = (money - peak) / peak;
          if (depth < deepest) deepest = depth;
          if (money < least) least = money;
        }
        if (horizons[next] === i + 1) equity[next++]![row] = money;
      }
      maxDrawdown[row] = deepest;
      lowest[row] = least;
      longestUnderWater[row] = longest;
    }
  }
  return { startingCash, paths: count, periods, horizons, equity, maxDrawdown, lowest, longestUnderWater };
}

/** 0 and the last period, and others between them in steps as equal as whole numbers can be. */
function horizonsOf(periods: number, most: number): Int32Array {
  const count = Math.min(checkInteger("horizons", most, 2), periods + 1);
  return Int32Array.from({ length: count }, (_, k) => Math.round((k * periods) / (count - 1)));
}
