import { checkPositive } from "../core/checks.ts";
import { rollingMean } from "../math/rolling-mean.ts";
import { RollingSum } from "../math/rolling-sum.ts";
import { RollingVariance } from "../math/rolling-variance.ts";
import { checkWindow } from "./check-window.ts";
import { compute, defineIndicator, type Outputs, type Source, type SourceOptions } from "./indicator.ts";
import { severalOutputs } from "./indicator-stream.ts";
import { sharedGrid } from "./shared-grid.ts";

export const bollingerIndicator = defineIndicator({
  name: "bollinger",
  inputs: ["source"],
  params: ["length", "width"],
  outputs: ["upper", "middle", "lower"],
  check([length, width]) {
    checkWindow("length", length);
    checkPositive("width", width);
  },
  firstDefined: ([length]) => length! - 1,
  settled: ([length]) => length! - 1,
  batch([source], [length, width], context) {
    const grid = sharedGrid(context);
    const spread = new RollingVariance(length!, grid);
    const middle = rollingMean(source!, length!, grid);
    const upper = new Float64Array(middle.length);
    const lower = new Float64Array(middle.length);
    for (let i = 0; i < middle.length; i++) {
      spread.push(source![i]!);
      const distance = width! * Math.sqrt(spread.variance());
      upper[i] = middle[i]! + distance;
      lower[i] = middle[i]! - distance;
    }
    return [upper, middle, lower];
  },
  stream([length, width], context) {
    const grid = sharedGrid(context);
    const sum = new RollingSum(length!, grid);
    const spread = new RollingVariance(length!, grid);
    return severalOutputs(3, (outputs, value) => {
      sum.push(value);
      spread.push(value);
      const middle = sum.mean;
      const distance = width! * Math.sqrt(spread.variance());
      outputs[0] = middle + distance;
      outputs[1] = middle;
      outputs[2] = middle - distance;
    });
  },
});

/**
 * Bollinger bands: `middle` = SMA, `upper` and `lower` = `width` standard deviations of the same window above and below
 * it. The deviation is the population's (divided by `length`), as in TA-Lib (BBANDS) and Bollinger's own definition; a
 * sample deviation would widen the bands. NaN for the first `length − 1` bars and while a NaN is in the window.
 *
 * @param length an integer from 1; 20 without it (TA-Lib: 5)
 * @param width standard deviations, above 0; 2 without it
 * @throws {BacksightError} BACKSIGHT_ARGUMENT
 * @example const { upper, lower } = bollinger(close, 20, 2)
 */
export function bollinger<T extends Source>(
  source: T,
  length = 20,
  width = 2,
  options?: SourceOptions,
): Outputs<T, "upper" | "middle" | "lower"> {
  return compute(bollingerIndicator, [source], [length, width], options);
}
