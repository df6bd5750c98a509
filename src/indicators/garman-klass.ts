import { garmanKlassVolatility } from "../math/volatility-estimators/garman-klass.ts";
import { checkWindow } from "./check-window.ts";
import { type Computed, computeOne, defineIndicator, type Source, type SourceOptions } from "./indicator.ts";
import { windowStream } from "./window-stream.ts";

export const garmanKlassIndicator = defineIndicator({
  name: "garmanKlass",
  inputs: ["open", "high", "low", "close"],
  params: ["length"],
  outputs: ["volatility"],
  check: ([length]) => void checkWindow("length", length, 1),
  firstDefined: ([length]) => length! - 1,
  settled: ([length]) => length! - 1,
  stream: ([length]) => windowStream(4, length!, garmanKlassVolatility),
});

/**
 * Volatility per bar from all four prices: √ mean of ½ ln²(high / low) − (2 ln 2 − 1) ln²(close / open) (M. Garman, M.
 * Klass, "On the estimation of security price volatilities from historical data", Journal of Business 53, 1980). Takes
 * prices to move without drift and without gaps between bars. NaN for the first `length − 1` bars, while a NaN is in the
 * window, and where the mean is negative.
 *
 * @param length bars in the window, an integer from 1; 20 without it
 * @throws {BacksightError} BACKSIGHT_ARGUMENT, BACKSIGHT_LENGTH
 */
export function garmanKlass<T extends Source>(
  open: T,
  high: T,
  low: T,
  close: T,
  length = 20,
  options?: SourceOptions,
): Computed<T> {
  return computeOne(garmanKlassIndicator, [open, high, low, close], [length], options);
}
