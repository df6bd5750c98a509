import { checkPositive } from "../core/checks.ts";
import { RollingVariance } from "../math/rolling-variance.ts";
import { checkWindow } from "./check-window.ts";
import { type Computed, computeOne, defineIndicator, type Source, type SourceOptions } from "./indicator.ts";
import { oneOutput } from "./indicator-stream.ts";
import { sharedGrid } from "./shared-grid.ts";

export const bollingerPercentBIndicator = defineIndicator({
  name: "bollingerPercentB",
  inputs: ["source"],
  params: ["length", "width"],
  outputs: ["percentB"],
  check([length, width]) {
    checkWindow("length", length, 2);
    checkPositive("width", width);
  },
  firstDefined: ([length]) => length! - 1,
  settled: ([length]) => length! - 1,
  stream([length, width], context) {
    const spread = new RollingVariance(length!, sharedGrid(context));
    return oneOutput((value) => {
      spread.push(value);
      return 0.5 + spread.score / (2 * width!);
    });
  },
});

/**
 * Bollinger's %B: where a value lies between its bands, (value − lower) / (upper − lower): 0 on the lower band, 1 on the
 * upper one, beyond them outside. A fraction, whatever its name says. NaN for the first `length − 1` bars, while a NaN
 * is in the window, and where all values of the window are equal.
 *
 * @param length an integer from 2; 20 without it
 * @param width standard deviations, above 0; 2 without it
 * @throws {BacksightError} BACKSIGHT_ARGUMENT
 */
export function bollingerPercentB<T extends Source>(
  source: T,
  length = 20,
  width = 2,
  options?: SourceOptions,
): Computed<T> {
  return computeOne(bollingerPercentBIndicator, [source], [length, width], options);
}
