import { RollingExtreme } from "../math/rolling-extreme.ts";
import { checkWindow } from "./check-window.ts";
import { type Computed, computeOne, defineIndicator, type Source, type SourceOptions } from "./indicator.ts";
import { oneOutput } from "./indicator-stream.ts";

export const highestIndicator = defineIndicator({
  name: "highest",
  inputs: ["source"],
  params: ["length"],
  outputs: ["highest"],
  keepsTicks: true,
  check: ([length]) => void checkWindow("length", length),
  firstDefined: ([length]) => length! - 1,
  settled: ([length]) => length! - 1,
  stream([length]) {
    const extreme = new RollingExtreme(length!, "highest");
    return oneOutput((value) => extreme.push(value));
  },
});

/**
 * The highest of the last `length` values, this one included (TA-Lib MAX). For breakouts compare with the bar before:
 * `highest(high, 20).lag(1)`. NaN for the first `length − 1` bars and while a NaN is in the window.
 *
 * @param length an integer from 1
 * @throws {BacksightError} BACKSIGHT_ARGUMENT
 * @example highest(Float64Array.of(3, 1, 2), 2)                // NaN, 3, 2
 */
export function highest<T extends Source>(source: T, length: number, options?: SourceOptions): Computed<T> {
  return computeOne(highestIndicator, [source], [length], options);
}
