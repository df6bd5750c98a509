import { Delay } from "../math/delay.ts";
import { tickDifference } from "../math/tick-units.ts";
import { checkWindow } from "./check-window.ts";
import { type Computed, computeOne, defineIndicator, type Source, type SourceOptions } from "./indicator.ts";
import { oneOutput } from "./indicator-stream.ts";
import { sharedGrid } from "./shared-grid.ts";

export const rocIndicator = defineIndicator({
  name: "roc",
  inputs: ["source"],
  params: ["length"],
  outputs: ["roc"],
  check: ([length]) => void checkWindow("length", length),
  firstDefined: ([length]) => length!,
  settled: ([length]) => length!,
  stream([length], context) {
    const grid = sharedGrid(context);
    const earlier = new Delay(length!);
    return oneOutput((value) => {
      const before = earlier.push(value);
      return before === 0 ? NaN : (100 * tickDifference(value, before, grid)) / before;
    });
  },
});

/**
 * Rate of change over `length` bars, in percent: 100 (value / earlier − 1) (TA-Lib ROC; its ROCP and Backtrader's ROC
 * are the fraction, a hundredth of it). NaN for the first `length` bars, where either value is NaN, and where the
 * earlier value is 0.
 *
 * @param length an integer from 1; 10 without it
 * @throws {BacksightError} BACKSIGHT_ARGUMENT
 * @example roc(Float64Array.of(100, 110, 99), 1)            // NaN, 10, -10
 */
export function roc<T extends Source>(source: T, length = 10, options?: SourceOptions): Computed<T> {
  return computeOne(rocIndicator, [source], [length], options);
}
