import { ExponentialAverage } from "../math/exponential-average.ts";
import { checkWindow } from "./check-window.ts";
import { type Computed, computeOne, defineIndicator, type Source, type SourceOptions } from "./indicator.ts";
import { oneOutput } from "./indicator-stream.ts";
import { settlingOfEma } from "./settling.ts";
import { sharedGrid } from "./shared-grid.ts";

export const emaIndicator = defineIndicator({
  name: "ema",
  inputs: ["source"],
  params: ["length"],
  outputs: ["ema"],
  check: ([length]) => void checkWindow("length", length),
  firstDefined: ([length]) => length! - 1,
  settled: ([length]) => length! - 1 + settlingOfEma(length!),
  stream([length], context) {
    const average = ExponentialAverage.ema(length!, sharedGrid(context));
    return oneOutput((value) => average.push(value));
  },
});

/**
 * Exponential moving average with weight 2 / (length + 1), seeded with the simple average of its first window
 * (TA-Lib EMA; charting programs often start at the first value instead and differ until the seed has faded). NaN for
 * the first `length − 1` bars; a NaN in the input gives NaN, and the average is seeded again from the next `length`
 * values, so that one missing value doesn't spoil the rest.
 *
 * @param length an integer from 1
 * @throws {BacksightError} BACKSIGHT_ARGUMENT
 * @example ema(Float64Array.of(1, 2, 3, 4, 5), 3)           // NaN, NaN, 2, 3, 4
 */
export function ema<T extends Source>(source: T, length: number, options?: SourceOptions): Computed<T> {
  return computeOne(emaIndicator, [source], [length], options);
}
