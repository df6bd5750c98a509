import { rogersSatchellVolatility } from "../math/volatility-estimators/rogers-satchell.ts";
import { checkWindow } from "./check-window.ts";
import { type Computed, computeOne, defineIndicator, type Source, type SourceOptions } from "./indicator.ts";
import { windowStream } from "./window-stream.ts";

export const rogersSatchellIndicator = defineIndicator({
  name: "rogersSatchell",
  inputs: ["open", "high", "low", "close"],
  params: ["length"],
  outputs: ["volatility"],
  check: ([length]) => void checkWindow("length", length, 1),
  firstDefined: ([length]) => length! - 1,
  settled: ([length]) => length! - 1,
  stream: ([length]) => windowStream(4, length!, rogersSatchellVolatility),
});

/**
 * Volatility per bar that drift doesn't disturb: √ mean of ln(h / c) ln(h / o) + ln(l / c) ln(l / o) (L. Rogers, S.
 * Satchell, "Estimating variance from high, low and closing prices", Annals of Applied Probability 1, 1991). NaN for the
 * first `length − 1` bars and while a NaN is in the window.
 *
 * @param length bars in the window, an integer from 1; 20 without it
 * @throws {BacksightError} BACKSIGHT_ARGUMENT, BACKSIGHT_LENGTH
 */
export function rogersSatchell<T extends Source>(
  open: T,
  high: T,
  low: T,
  close: T,
  length = 20,
  options?: SourceOptions,
): Computed<T> {
  return computeOne(rogersSatchellIndicator, [open, high, low, close], [length], options);
}
