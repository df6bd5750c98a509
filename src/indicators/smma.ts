import { ExponentialAverage } from "../math/exponential-average.ts";
import { checkWindow } from "./check-window.ts";
import { type Computed, computeOne, defineIndicator, type Source, type SourceOptions } from "./indicator.ts";
import { oneOutput } from "./indicator-stream.ts";
import { settlingOfWilder } from "./settling.ts";
import { sharedGrid } from "./shared-grid.ts";

export const smmaIndicator = defineIndicator({
  name: "smma",
  inputs: ["source"],
  params: ["length"],
  outputs: ["smma"],
  check: ([length]) => void checkWindow("length", length),
  firstDefined: ([length]) => length! - 1,
  settled: ([length]) => length! - 1 + settlingOfWilder(length!),
  stream([length], context) {
    const average = ExponentialAverage.wilder(length!, sharedGrid(context));
    return oneOutput((value) => average.push(value));
  },
});

/**
 * Smoothed moving average, also RMA or Wilder's: an exponential average with weight 1 / length, seeded with the simple
 * average of its first window (Wilder 1978; Backtrader SMMA). NaN for the first `length − 1` bars; a NaN in the input
 * starts it anew.
 *
 * @param length an integer from 1
 * @throws {BacksightError} BACKSIGHT_ARGUMENT
 * @example smma(Float64Array.of(1, 3, 6), 2)                // NaN, 2, 4
 */
export function smma<T extends Source>(source: T, length: number, options?: SourceOptions): Computed<T> {
  return computeOne(smmaIndicator, [source], [length], options);
}
