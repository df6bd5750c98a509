import { ExponentialAverage } from "../math/exponential-average.ts";
import { checkWindow } from "./check-window.ts";
import { type Computed, computeOne, defineIndicator, type Source, type SourceOptions } from "./indicator.ts";
import { oneOutput } from "./indicator-stream.ts";
import { settlingOfEma } from "./settling.ts";
import { sharedGrid } from "./shared-grid.ts";

export const temaIndicator = defineIndicator({
  name: "tema",
  inputs: ["source"],
  params: ["length"],
  outputs: ["tema"],
  check: ([length]) => void checkWindow("length", length),
  firstDefined: ([length]) => 3 * (length! - 1),
  settled: ([length]) => 3 * (length! - 1 + settlingOfEma(length!)),
  stream([length], context) {
    const once = ExponentialAverage.ema(length!, sharedGrid(context));
    const twice = ExponentialAverage.ema(length!);
    const thrice = ExponentialAverage.ema(length!);
    return oneOutput((value) => {
      const first = once.push(value);
      const second = twice.push(first);
      return 3 * (first - second) + thrice.push(second);
    });
  },
});

/**
 * Triple exponential moving average: 3 EMA − 3 EMA(EMA) + EMA(EMA(EMA)) (Mulloy 1994; TA-Lib TEMA). Each EMA is seeded
 * with the mean of its first `length` values. NaN for the first `3 (length − 1)` bars; a NaN in the input starts it
 * anew. Not TRIX, which is the change of a triple-smoothed EMA.
 *
 * @param length an integer from 1
 * @throws {BacksightError} BACKSIGHT_ARGUMENT
 */
export function tema<T extends Source>(source: T, length: number, options?: SourceOptions): Computed<T> {
  return computeOne(temaIndicator, [source], [length], options);
}
