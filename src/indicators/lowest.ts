import { RollingExtreme } from "../math/rolling-extreme.ts";
import { checkWindow } from "./check-window.ts";
import { type Computed, computeOne, defineIndicator, type Source, type SourceOptions } from "./indicator.ts";
import { oneOutput } from "./indicator-stream.ts";

export const lowestIndicator = defineIndicator({
  name: "lowest",
  inputs: ["source"],
  params: ["length"],
  outputs: ["lowest"],
  keepsTicks: true,
  check: ([length]) => void checkWindow("length", length),
  firstDefined: ([length]) => length! - 1,
  settled: ([length]) => length! - 1,
  stream([length]) {
    const extreme = new RollingExtreme(length!, "lowest");
    return oneOutput((value) => extreme.push(value));
  },
});

/**
 * The lowest of the last `length` values, this one included (TA-Lib MIN). For breakouts compare with the bar before:
 * `lowest(low, 20).lag(1)`. NaN for the first `length − 1` bars and while a NaN is in the window.
 *
 * @param length an integer from 1
 * @throws {BacksightError} BACKSIGHT_ARGUMENT
 * @example lowest(Float64Array.of(3, 1, 2), 2)                // NaN, 1, 1
 */
export function lowest<T extends Source>(source: T, length: number, options?: SourceOptions): Computed<T> {
  return computeOne(lowestIndicator, [source], [length], options);
}
