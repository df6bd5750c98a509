import { RollingSum } from "../math/rolling-sum.ts";
import { checkWindow } from "./check-window.ts";
import { type Computed, computeOne, defineIndicator, type Source, type SourceOptions } from "./indicator.ts";
import { oneOutput } from "./indicator-stream.ts";
import { sharedGrid } from "./shared-grid.ts";

export const trimaIndicator = defineIndicator({
  name: "trima",
  inputs: ["source"],
  params: ["length"],
  outputs: ["trima"],
  check: ([length]) => void checkWindow("length", length),
  firstDefined: ([length]) => length! - 1,
  settled: ([length]) => length! - 1,
  stream([length], context) {
    const grid = sharedGrid(context);
    const inner = Math.ceil((length! + 1) / 2);
    const outer = length! + 1 - inner;
    const sums = new RollingSum(inner, grid);
    const sumOfSums = new RollingSum(outer, grid === null ? null : 1);
    const divisor = inner * outer * (grid ?? 1);
    return oneOutput((value) => {
      sums.push(value);
      sumOfSums.push(sums.total);
      return sumOfSums.total / divisor;
    });
  },
});

/**
 * Triangular moving average: a simple average of a simple average, so that the weights rise to the middle of the window
 * and fall again; an even length has two middle bars (TA-Lib TRIMA). NaN for the first `length − 1` bars and while a
 * NaN is in the window. On a tick grid equal averages are equal floats.
 *
 * @param length an integer from 1
 * @throws {BacksightError} BACKSIGHT_ARGUMENT
 * @example trima(Float64Array.of(1, 2, 6), 3)               // NaN, NaN, (1 + 2·2 + 6) / 4
 */
export function trima<T extends Source>(source: T, length: number, options?: SourceOptions): Computed<T> {
  return computeOne(trimaIndicator, [source], [length], options);
}
