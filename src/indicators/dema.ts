import { ExponentialAverage } from "../math/exponential-average.ts";
import { checkWindow } from "./check-window.ts";
import { type Computed, computeOne, defineIndicator, type Source, type SourceOptions } from "./indicator.ts";
import { oneOutput } from "./indicator-stream.ts";
import { settlingOfEma } from "./settling.ts";
import { sharedGrid } from "./shared-grid.ts";

export const demaIndicator = defineIndicator({
  name: "dema",
  inputs: ["source"],
  params: ["length"],
  outputs: ["dema"],
  check: ([length]) => void checkWindow("length", length),
  firstDefined: ([length]) => 2 * (length! - 1),
  settled: ([length]) => 2 * (length! - 1 + settlingOfEma(length!)),
  stream([length], context) {
    const once = ExponentialAverage.ema(length!, sharedGrid(context));
    const twice = ExponentialAverage.ema(length!);
    return oneOutput((value) => {
      const first = once.push(value);
      return 2 * first - twice.push(first);
    });
  },
});

/**
 * Double exponential moving average: 2 EMA − EMA(EMA), which cancels the lag of a steady trend (Mulloy 1994,
 * "Smoothing data with faster moving averages"; TA-Lib DEMA). Each EMA is seeded with the mean of its first `length`
 * values. NaN for the first `2 (length − 1)` bars; a NaN in the input starts it anew.
 *
 * @param length an integer from 1
 * @throws {BacksightError} BACKSIGHT_ARGUMENT
 */
export function dema<T extends Source>(source: T, length: number, options?: SourceOptions): Computed<T> {
  return computeOne(demaIndicator, [source], [length], options);
}
