import { RollingSum } from "../math/rolling-sum.ts";
import { checkWindow } from "./check-window.ts";
import { type Computed, computeOne, defineIndicator, type Source, type SourceOptions } from "./indicator.ts";
import { oneOutput } from "./indicator-stream.ts";
import { sharedGrid } from "./shared-grid.ts";

export const rollingSumIndicator = defineIndicator({
  name: "rollingSum",
  inputs: ["source"],
  params: ["length"],
  outputs: ["sum"],
  keepsTicks: true,
  check: ([length]) => void checkWindow("length", length),
  firstDefined: ([length]) => length! - 1,
  settled: ([length]) => length! - 1,
  stream([length], context) {
    const grid = sharedGrid(context);
    const sum = new RollingSum(length!, grid);
    return oneOutput((value) => {
      sum.push(value);
      return sum.total / (grid ?? 1);
    });
  },
});

/**
 * Sum of the last `length` values (TA-Lib SUM). NaN for the first `length − 1` bars and while a NaN is in the window. On
 * a tick grid equal sums are equal floats.
 *
 * @param length an integer from 1
 * @throws {BacksightError} BACKSIGHT_ARGUMENT
 * @example rollingSum(Float64Array.of(1, 2, 3), 2)          // NaN, 3, 5
 */
export function rollingSum<T extends Source>(source: T, length: number, options?: SourceOptions): Computed<T> {
  return computeOne(rollingSumIndicator, [source], [length], options);
}
