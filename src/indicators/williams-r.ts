import { RollingExtreme } from "../math/rolling-extreme.ts";
import { tickDifference } from "../math/tick-units.ts";
import { checkWindow } from "./check-window.ts";
import { type Computed, computeOne, defineIndicator, type Source, type SourceOptions } from "./indicator.ts";
import { oneOutput } from "./indicator-stream.ts";
import { sharedGrid } from "./shared-grid.ts";

export const williamsRIndicator = defineIndicator({
  name: "williamsR",
  inputs: ["high", "low", "close"],
  params: ["length"],
  outputs: ["williamsR"],
  check: ([length]) => void checkWindow("length", length),
  firstDefined: ([length]) => length! - 1,
  settled: ([length]) => length! - 1,
  stream([length], context) {
    const grid = sharedGrid(context, 3);
    const top = new RollingExtreme(length!, "highest");
    const bottom = new RollingExtreme(length!, "lowest");
    return oneOutput((high, low, close) => {
      const highest = top.push(high);
      const range = tickDifference(highest, bottom.push(low), grid);
      return range === 0 ? NaN : (-100 * tickDifference(highest, close, grid)) / range;
    });
  },
});

/**
 * Williams' %R, −100 (close at the bottom of the window's range) to 0 (at its top): −100 (highest high − close) /
 * (highest high − lowest low) (Williams 1973; TA-Lib WILLR). NaN for the first `length − 1` bars, while a NaN is in the
 * window, and where the window has no range (TA-Lib: 0).
 *
 * @param length an integer from 1; 14 without it
 * @throws {BacksightError} BACKSIGHT_ARGUMENT, BACKSIGHT_LENGTH
 */
export function williamsR<T extends Source>(
  high: T,
  low: T,
  close: T,
  length = 14,
  options?: SourceOptions,
): Computed<T> {
  return computeOne(williamsRIndicator, [high, low, close], [length], options);
}
