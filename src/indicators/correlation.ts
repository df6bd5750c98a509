import { RollingCovariance } from "../math/rolling-covariance.ts";
import { checkWindow } from "./check-window.ts";
import { type Computed, computeOne, defineIndicator, type Source, type SourceOptions } from "./indicator.ts";
import { oneOutput } from "./indicator-stream.ts";

export const correlationIndicator = defineIndicator({
  name: "correlation",
  inputs: ["source", "other"],
  params: ["length"],
  outputs: ["correlation"],
  check: ([length]) => void checkWindow("length", length, 2),
  firstDefined: ([length]) => length! - 1,
  settled: ([length]) => length! - 1,
  stream([length]) {
    const pairs = new RollingCovariance(length!);
    return oneOutput((a, b) => {
      pairs.push(a, b);
      const { xx, yy, xy } = pairs;
      if (!(xx > 0 && yy > 0)) return NaN;
      return Math.max(-1, Math.min(1, xy / (Math.sqrt(xx) * Math.sqrt(yy))));
    });
  },
});

/**
 * Pearson's correlation of two columns over the last `length` bars, −1 to 1 (TA-Lib CORREL). NaN for the first
 * `length − 1` bars, while a NaN is in the window, and where one of the columns doesn't vary. The cost of a bar grows
 * with the length.
 *
 * @param length an integer from 2; 30 without it
 * @throws {BacksightError} BACKSIGHT_ARGUMENT, BACKSIGHT_LENGTH
 */
export function correlation<T extends Source>(source: T, other: T, length = 30, options?: SourceOptions): Computed<T> {
  return computeOne(correlationIndicator, [source, other], [length], options);
}
