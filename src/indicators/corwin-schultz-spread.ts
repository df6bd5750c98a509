import { corwinSchultzSpread as estimateOf } from "../math/spread-estimators/corwin-schultz-spread.ts";
import { checkWindow } from "./check-window.ts";
import { type Computed, computeOne, defineIndicator, type Source, type SourceOptions } from "./indicator.ts";
import { windowStream } from "./window-stream.ts";

export const corwinSchultzSpreadIndicator = defineIndicator({
  name: "corwinSchultzSpread",
  inputs: ["high", "low", "close"],
  params: ["length"],
  outputs: ["spread"],
  check: ([length]) => void checkWindow("length", length, 2),
  firstDefined: ([length]) => length! - 1,
  settled: ([length]) => length! - 1,
  stream: ([length]) => windowStream(3, length!, estimateOf),
});

/**
 * Corwin and Schultz's spread over the last `length` bars, a fraction of the price, the mean of each bar's with the one
 * before it: see `math/spread-estimators/corwin-schultz-spread`. NaN for the first `length − 1` bars and while a NaN is in
 * the window.
 *
 * @param length bars in the window, an integer from 2; 60 without it
 * @throws {BacksightError} BACKSIGHT_ARGUMENT, BACKSIGHT_LENGTH
 */
export function corwinSchultzSpread<T extends Source>(
  high: T,
  low: T,
  close: T,
  length = 60,
  options?: SourceOptions,
): Computed<T> {
  return computeOne(corwinSchultzSpreadIndicator, [high, low, close], [length], options);
}
