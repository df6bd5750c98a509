import { BacksightError } from "../core/errors.ts";
import { SortedWindow } from "../math/sorted-window.ts";
import { checkWindow } from "./check-window.ts";
import { type Computed, computeOne, defineIndicator, type Source, type SourceOptions } from "./indicator.ts";
import { oneOutput } from "./indicator-stream.ts";

export const rollingQuantileIndicator = defineIndicator({
  name: "rollingQuantile",
  inputs: ["source"],
  params: ["length", "share"],
  outputs: ["quantile"],
  check([length, share]) {
    checkWindow("length", length);
    if (!(share! >= 0 && share! <= 1)) {
      throw new BacksightError("BACKSIGHT_ARGUMENT", { name: "share", rule: "from 0 to 1", value: share });
    }
  },
  firstDefined: ([length]) => length! - 1,
  settled: ([length]) => length! - 1,
  stream([length, share]) {
    const window = new SortedWindow(length!);
    return oneOutput((value) => {
      window.push(value);
      return window.quantile(share!);
    });
  },
});

/**
 * The value below which a share of the last `length` values lies, linear between neighbours (type 7 of Hyndman and Fan
 * 1996, the default of NumPy and pandas). NaN for the first `length − 1` bars and while a NaN is in the window. The cost
 * of a bar grows with the length.
 *
 * @param length an integer from 1
 * @param share 0 (lowest) to 1 (highest); 0.5 is the median
 * @throws {BacksightError} BACKSIGHT_ARGUMENT
 * @example rollingQuantile(Float64Array.of(1, 9, 2), 3, 0.5)   // NaN, NaN, 2
 */
export function rollingQuantile<T extends Source>(
  source: T,
  length: number,
  share: number,
  options?: SourceOptions,
): Computed<T> {
  return computeOne(rollingQuantileIndicator, [source], [length, share], options);
}
