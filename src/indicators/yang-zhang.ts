import { yangZhangVolatility } from "../math/volatility-estimators/yang-zhang.ts";
import { checkWindow } from "./check-window.ts";
import { type Computed, computeOne, defineIndicator, type Source, type SourceOptions } from "./indicator.ts";
import { windowStream } from "./window-stream.ts";

export const yangZhangIndicator = defineIndicator({
  name: "yangZhang",
  inputs: ["open", "high", "low", "close"],
  params: ["length"],
  outputs: ["volatility"],
  check: ([length]) => void checkWindow("length", length, 2),
  firstDefined: ([length]) => length!,
  settled: ([length]) => length!,
  stream: ([length]) => windowStream(4, length! + 1, yangZhangVolatility),
});

/**
 * Volatility per bar with gaps between bars and with drift: √(overnight variance + k × open-to-close variance + (1 − k) ×
 * Rogers–Satchell), k = 0.34 / (1.34 + (n + 1) / (n − 1)) (D. Yang, Q. Zhang, "Drift-independent volatility estimation
 * based on high, low, open, and close prices", Journal of Business 73, 2000). NaN for the first `length` bars and while a
 * NaN is in the window.
 *
 * @param length bars with a close before them, an integer from 2; 20 without it
 * @throws {BacksightError} BACKSIGHT_ARGUMENT, BACKSIGHT_LENGTH
 */
export function yangZhang<T extends Source>(
  open: T,
  high: T,
  low: T,
  close: T,
  length = 20,
  options?: SourceOptions,
): Computed<T> {
  return computeOne(yangZhangIndicator, [open, high, low, close], [length], options);
}
