import { rollingMean } from "../math/rolling-mean.ts";
import { RollingSum } from "../math/rolling-sum.ts";
import { checkWindow } from "./check-window.ts";
import { type Computed, computeOne, defineIndicator, type Source, type SourceOptions } from "./indicator.ts";
import { oneOutput } from "./indicator-stream.ts";
import { sharedGrid } from "./shared-grid.ts";

export const smaIndicator = defineIndicator({
  name: "sma",
  inputs: ["source"],
  params: ["length"],
  outputs: ["sma"],
  check: ([length]) => void checkWindow("length", length),
  firstDefined: ([length]) => length! - 1,
  settled: ([length]) => length! - 1,
  batch: ([source], [length], context) => [rollingMean(source!, length!, sharedGrid(context))],
  stream([length], context) {
    const sum = new RollingSum(length!, sharedGrid(context));
    return oneOutput((value) => {
      sum.push(value);
      return sum.mean;
    });
  },
});

/**
 * Simple moving average: the mean of the last `length` values (TA-Lib SMA). NaN for the first `length − 1` bars and
 * while a NaN is in the window. On a tick grid equal averages are equal floats, so that ties are seen as ties.
 *
 * @param length bars per window, an integer from 1
 * @throws {BacksightError} BACKSIGHT_ARGUMENT
 * @example sma(close, 20)                                   // lazy, inside a strategy
 * @example sma(Float64Array.of(1, 2, 3, 4), 2)              // NaN, 1.5, 2.5, 3.5
 */
export function sma<T extends Source>(source: T, length: number, options?: SourceOptions): Computed<T> {
  return computeOne(smaIndicator, [source], [length], options);
}
