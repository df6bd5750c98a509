import { edgeSpread as estimateOf } from "../math/spread-estimators/edge-spread.ts";
import { checkWindow } from "./check-window.ts";
import { type Computed, computeOne, defineIndicator, type Source, type SourceOptions } from "./indicator.ts";
import { windowStream } from "./window-stream.ts";

export const edgeSpreadIndicator = defineIndicator({
  name: "edgeSpread",
  inputs: ["open", "high", "low", "close"],
  params: ["length"],
  outputs: ["spread"],
  check: ([length]) => void checkWindow("length", length, 3),
  firstDefined: ([length]) => length! - 1,
  settled: ([length]) => length! - 1,
  stream: ([length]) =>
    windowStream(4, length!, (open, high, low, close) => estimateOf(open!, high!, low!, close!, true)),
});

/**
 * The EDGE spread over the last `length` bars, a fraction of the price, signed: see `math/spread-estimators/edge-spread`.
 * NaN for the first `length − 1` bars, while a NaN is in the window, and where prices tell nothing.
 *
 * @param length bars in the window, an integer from 3; 60 without it
 * @throws {BacksightError} BACKSIGHT_ARGUMENT, BACKSIGHT_LENGTH
 */
export function edgeSpread<T extends Source>(
  open: T,
  high: T,
  low: T,
  close: T,
  length = 60,
  options?: SourceOptions,
): Computed<T> {
  return computeOne(edgeSpreadIndicator, [open, high, low, close], [length], options);
}
