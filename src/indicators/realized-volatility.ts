import { closeToCloseVolatility } from "../math/volatility-estimators/close-to-close.ts";
import { checkWindow } from "./check-window.ts";
import { type Computed, computeOne, defineIndicator, type Source, type SourceOptions } from "./indicator.ts";
import { windowStream } from "./window-stream.ts";

export const realizedVolatilityIndicator = defineIndicator({
  name: "realizedVolatility",
  inputs: ["source"],
  params: ["length"],
  outputs: ["volatility"],
  check: ([length]) => void checkWindow("length", length, 2),
  firstDefined: ([length]) => length!,
  settled: ([length]) => length!,
  stream: ([length]) => windowStream(1, length! + 1, closeToCloseVolatility),
});

/**
 * Volatility of the last `length` log returns per bar: their sample standard deviation (ddof 1). Times the root of the
 * bars in a year it is annual. NaN for the first `length` bars and while a NaN or a price of 0 or less is in the window.
 *
 * @param length returns in the window, an integer from 2; 20 without it
 * @throws {BacksightError} BACKSIGHT_ARGUMENT
 */
export function realizedVolatility<T extends Source>(source: T, length = 20, options?: SourceOptions): Computed<T> {
  return computeOne(realizedVolatilityIndicator, [source], [length], options);
}
