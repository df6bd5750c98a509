import { RollingLine } from "../math/rolling-line.ts";
import { checkWindow } from "./check-window.ts";
import { type Computed, computeOne, defineIndicator, type Source, type SourceOptions } from "./indicator.ts";
import { oneOutput } from "./indicator-stream.ts";
import { sharedGrid } from "./shared-grid.ts";

export const wmaIndicator = defineIndicator({
  name: "wma",
  inputs: ["source"],
  params: ["length"],
  outputs: ["wma"],
  check: ([length]) => void checkWindow("length", length),
  firstDefined: ([length]) => length! - 1,
  settled: ([length]) => length! - 1,
  stream([length], context) {
    const line = new RollingLine(length!, sharedGrid(context));
    return oneOutput((value) => {
      line.push(value);
      return line.weightedMean;
    });
  },
});

/**
 * Linearly weighted moving average: weights 1 (oldest) to `length` (newest) (TA-Lib WMA). NaN for the first
 * `length − 1` bars and while a NaN is in the window. On a tick grid equal averages are equal floats.
 *
 * @param length an integer from 1
 * @throws {BacksightError} BACKSIGHT_ARGUMENT
 * @example wma(Float64Array.of(1, 2, 3), 2)                 // NaN, 5/3, 8/3
 */
export function wma<T extends Source>(source: T, length: number, options?: SourceOptions): Computed<T> {
  return computeOne(wmaIndicator, [source], [length], options);
}
