import { abdiRanaldoSpread as estimateOf } from "../math/spread-estimators/abdi-ranaldo-spread.ts";
import { checkWindow } from "./check-window.ts";
import { type Computed, computeOne, defineIndicator, type Source, type SourceOptions } from "./indicator.ts";
import { windowStream } from "./window-stream.ts";

export const abdiRanaldoSpreadIndicator = defineIndicator({
  name: "abdiRanaldoSpread",
  inputs: ["high", "low", "close"],
  params: ["length"],
  outputs: ["spread"],
  check: ([length]) => void checkWindow("length", length, 2),
  firstDefined: ([length]) => length! - 1,
  settled: ([length]) => length! - 1,
  stream: ([length]) => windowStream(3, length!, estimateOf),
});

/**
 * Abdi and Ranaldo's spread over the last `length` bars, a fraction of the price, signed: see
 * `math/spread-estimators/abdi-ranaldo-spread`. NaN for the first `length − 1` bars and while a NaN is in the window.
 *
 * @param length bars in the window, an integer from 2; 60 without it
 * @throws {BacksightError} BACKSIGHT_ARGUMENT, BACKSIGHT_LENGTH
 */
export function abdiRanaldoSpread<T extends Source>(
  high: T,
  low: T,
  close: T,
  length = 60,
  options?: SourceOptions,
): Computed<T> {
  return computeOne(abdiRanaldoSpreadIndicator, [high, low, close], [length], options);
}
