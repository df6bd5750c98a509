import { checkInteger } from "../core/checks.ts";
import { RollingVariance } from "../math/rolling-variance.ts";
import { checkWindow } from "./check-window.ts";
import { type Computed, computeOne, defineIndicator, type Source, type SourceOptions } from "./indicator.ts";
import { oneOutput } from "./indicator-stream.ts";
import { sharedGrid } from "./shared-grid.ts";

export const rollingStdIndicator = defineIndicator({
  name: "rollingStd",
  inputs: ["source"],
  params: ["length", "ddof"],
  outputs: ["std"],
  check([length, ddof]) {
    checkInteger("ddof", ddof, 0, 1);
    checkWindow("length", length, 1 + ddof!);
  },
  firstDefined: ([length]) => length! - 1,
  settled: ([length]) => length! - 1,
  stream([length, ddof], context) {
    const spread = new RollingVariance(length!, sharedGrid(context));
    return oneOutput((value) => {
      spread.push(value);
      return Math.sqrt(spread.variance(ddof as 0 | 1));
    });
  },
});

/**
 * Standard deviation of the last `length` values, in the values' unit. Of the population (divided by `length`, TA-Lib STDDEV) unless
 * `ddof` is 1 (divided by `length − 1`, the default of pandas). Exact on a tick grid, within 1e-12 elsewhere, and 0 where
 * all values are equal. NaN for the first `length − 1` bars and while a NaN is in the window.
 *
 * @param length an integer from 1, from 2 when `ddof` is 1
 * @param ddof 0 or 1; 0 without it
 * @throws {BacksightError} BACKSIGHT_ARGUMENT
 * @example rollingStd(Float64Array.of(1, 3, 7), 2)         // NaN, 1, 2
 */
export function rollingStd<T extends Source>(
  source: T,
  length: number,
  ddof: 0 | 1 = 0,
  options?: SourceOptions,
): Computed<T> {
  return computeOne(rollingStdIndicator, [source], [length, ddof], options);
}
