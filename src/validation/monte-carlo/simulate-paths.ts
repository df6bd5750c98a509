import { checkInteger, checkPositive } from "../../core/checks.ts";
import { bootstrapInWasm } from "./bootstrap-kernel.ts";
import type { DrawPath } from "./draw-path.ts";
import { followPaths } from "./follow-paths.ts";
import type { SimulatedPaths } from "./simulated-paths.ts";

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

const MOST_HORIZONS = 121;

/**
 * Draws paths and follows their equity. Each path's draws depend on seed, name and its own number alone, so that any cut into
 * ranges on any number of threads gives the same columns to the last bit. Equity that is gone stays gone. Plain bootstraps are
 * drawn in WebAssembly where nobody wants to see each path.
 *
 * @throws {BacksightError} BACKSIGHT_ARGUMENT
 * @example Returns of 10 %, −50 % and 20 % on 100: equity 100, 110, 55, 66, drawdown −0.5, lowest 55, two periods under
 * water.
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
  const simulated: SimulatedPaths = {
    startingCash,
    paths: count,
    periods,
    horizons,
    equity: Array.from(horizons, () => new Float64Array(count)),
    maxDrawdown: new Float64Array(count),
    lowest: new Float64Array(count),
    longestUnderWater: new Float64Array(count),
  };
  const request = { seed, name, from, to, paths: simulated };
  const isFilled = draw.record !== undefined && options.onPath === undefined && bootstrapInWasm(draw.record, request);
  if (!isFilled) followPaths(draw, request, options.onPath);
  return simulated;
}

/** 0 and the last period, and others between them in steps as equal as whole numbers can be. */
function horizonsOf(periods: number, most: number): Int32Array {
  const count = Math.min(checkInteger("horizons", most, 2), periods + 1);
  return Int32Array.from({ length: count }, (_, k) => Math.round((k * periods) / (count - 1)));
}
