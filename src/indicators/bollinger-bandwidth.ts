import { checkPositive } from "../core/checks.ts";
import { RollingSum } from "../math/rolling-sum.ts";
import { RollingVariance } from "../math/rolling-variance.ts";
import { checkWindow } from "./check-window.ts";
import { type Computed, computeOne, defineIndicator, type Source, type SourceOptions } from "./indicator.ts";
import { oneOutput } from "./indicator-stream.ts";
import { sharedGrid } from "./shared-grid.ts";

export const bollingerBandwidthIndicator = defineIndicator({
  name: "bollingerBandwidth",
  inputs: ["source"],
  params: ["length", "width"],
  outputs: ["bandwidth"],
  check([length, width]) {
    checkWindow("length", length);
    checkPositive("width", width);
  },
  firstDefined: ([length]) => length! - 1,
  settled: ([length]) => length! - 1,
  stream([length, width], context) {
    const grid = sharedGrid(context);
    const sum = new RollingSum(length!, grid);
    const spread = new RollingVariance(length!, grid);
    return oneOutput((value) => {
      sum.push(value);
      spread.push(value);
      const middle = sum.mean;
      return middle === 0 ? NaN : (2 * width! * Math.sqrt(spread.variance())) / middle;
    });
  },
});

/**
 * Width of the Bollinger bands as a fraction of their middle: (upper − lower) / middle. Charting programs multiply it by
 * 100. NaN for the first `length − 1` bars, while a NaN is in the window, and where the middle is 0.
 *
 * @param length an integer from 1; 20 without it
 * @param width standard deviations, above 0; 2 without it
 * @throws {BacksightError} BACKSIGHT_ARGUMENT
 */
export function bollingerBandwidth<T extends Source>(
  source: T,
  length = 20,
  width = 2,
  options?: SourceOptions,
): Computed<T> {
  return computeOne(bollingerBandwidthIndicator, [source], [length, width], options);
}
