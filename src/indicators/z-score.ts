import { RollingVariance } from "../math/rolling-variance.ts";
import { checkWindow } from "./check-window.ts";
import { type Computed, computeOne, defineIndicator, type Source, type SourceOptions } from "./indicator.ts";
import { oneOutput } from "./indicator-stream.ts";
import { sharedGrid } from "./shared-grid.ts";

export const zScoreIndicator = defineIndicator({
  name: "zScore",
  inputs: ["source"],
  params: ["length"],
  outputs: ["zScore"],
  check: ([length]) => void checkWindow("length", length, 2),
  firstDefined: ([length]) => length! - 1,
  settled: ([length]) => length! - 1,
  stream([length], context) {
    const spread = new RollingVariance(length!, sharedGrid(context));
    return oneOutput((value) => {
      spread.push(value);
      return spread.score;
    });
  },
});

/**
 * How many standard deviations (population) a value lies above the mean of the last `length` values, itself included.
 * NaN for the first `length − 1` bars, while a NaN is in the window, and where all values are equal.
 *
 * @param length an integer from 2; 20 without it
 * @throws {BacksightError} BACKSIGHT_ARGUMENT
 * @example zScore(Float64Array.of(1, 3), 2)                 // NaN, 1
 */
export function zScore<T extends Source>(source: T, length = 20, options?: SourceOptions): Computed<T> {
  return computeOne(zScoreIndicator, [source], [length], options);
}
