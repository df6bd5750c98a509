import { parkinsonVolatility } from "../math/volatility-estimators/parkinson.ts";
import { checkWindow } from "./check-window.ts";
import { type Computed, computeOne, defineIndicator, type Source, type SourceOptions } from "./indicator.ts";
import { windowStream } from "./window-stream.ts";

export const parkinsonIndicator = defineIndicator({
  name: "parkinson",
  inputs: ["high", "low"],
  params: ["length"],
  outputs: ["volatility"],
  check: ([length]) => void checkWindow("length", length, 1),
  firstDefined: ([length]) => length! - 1,
  settled: ([length]) => length! - 1,
  stream: ([length]) => windowStream(2, length!, parkinsonVolatility),
});

/**
 * Volatility per bar from ranges: √(mean of ln²(high / low) / 4 ln 2) (M. Parkinson, "The extreme value method for
 * estimating the variance of the rate of return", Journal of Business 53, 1980). Takes prices to move without drift and
 * without gaps between bars. NaN for the first `length − 1` bars and while a NaN is in the window.
 *
 * @param length bars in the window, an integer from 1; 20 without it
 * @throws {BacksightError} BACKSIGHT_ARGUMENT, BACKSIGHT_LENGTH
 */
export function parkinson<T extends Source>(high: T, low: T, length = 20, options?: SourceOptions): Computed<T> {
  return computeOne(parkinsonIndicator, [high, low], [length], options);
}
