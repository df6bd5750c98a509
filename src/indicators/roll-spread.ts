import { rollSpread as estimateOf } from "../math/spread-estimators/roll-spread.ts";
import { checkWindow } from "./check-window.ts";
import { type Computed, computeOne, defineIndicator, type Source, type SourceOptions } from "./indicator.ts";
import { windowStream } from "./window-stream.ts";

export const rollSpreadIndicator = defineIndicator({
  name: "rollSpread",
  inputs: ["close"],
  params: ["length"],
  outputs: ["spread"],
  check: ([length]) => void checkWindow("length", length, 4),
  firstDefined: ([length]) => length! - 1,
  settled: ([length]) => length! - 1,
  stream: ([length]) => windowStream(1, length!, estimateOf),
});

/**
 * Roll's spread over the last `length` closes, a fraction of the price, signed: see `math/spread-estimators/roll-spread`.
 * NaN for the first `length − 1` bars and while a NaN is in the window.
 *
 * @param length bars in the window, an integer from 4; 60 without it
 * @throws {BacksightError} BACKSIGHT_ARGUMENT
 */
export function rollSpread<T extends Source>(close: T, length = 60, options?: SourceOptions): Computed<T> {
  return computeOne(rollSpreadIndicator, [close], [length], options);
}
