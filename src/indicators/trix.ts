import { ExponentialAverage } from "../math/exponential-average.ts";
import { checkWindow } from "./check-window.ts";
import { type Computed, computeOne, defineIndicator, type Source, type SourceOptions } from "./indicator.ts";
import { oneOutput } from "./indicator-stream.ts";
import { settlingOfEma } from "./settling.ts";
import { sharedGrid } from "./shared-grid.ts";

export const trixIndicator = defineIndicator({
  name: "trix",
  inputs: ["source"],
  params: ["length"],
  outputs: ["trix"],
  check: ([length]) => void checkWindow("length", length),
  firstDefined: ([length]) => 3 * (length! - 1) + 1,
  settled: ([length]) => 3 * (length! - 1 + settlingOfEma(length!)) + 1,
  stream([length], context) {
    const once = ExponentialAverage.ema(length!, sharedGrid(context));
    const twice = ExponentialAverage.ema(length!);
    const thrice = ExponentialAverage.ema(length!);
    let previous = NaN;
    return oneOutput((value) => {
      const average = thrice.push(twice.push(once.push(value)));
      const change = previous === 0 ? NaN : (100 * (average - previous)) / previous;
      previous = average;
      return change;
    });
  },
});

/**
 * TRIX: the one-bar change, in percent, of an EMA of an EMA of an EMA (Hutson 1983, "Good TRIX"; TA-Lib TRIX). Each EMA
 * is seeded with the mean of its first `length` values. NaN for the first `3 (length − 1) + 1` bars; a NaN in the input
 * starts it anew.
 *
 * @param length an integer from 1; 15 without it (TA-Lib: 30)
 * @throws {BacksightError} BACKSIGHT_ARGUMENT
 */
export function trix<T extends Source>(source: T, length = 15, options?: SourceOptions): Computed<T> {
  return computeOne(trixIndicator, [source], [length], options);
}
