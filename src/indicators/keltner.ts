import { checkPositive } from "../core/checks.ts";
import { ExponentialAverage } from "../math/exponential-average.ts";
import { atrIndicator } from "./atr.ts";
import { checkWindow } from "./check-window.ts";
import { compute, defineIndicator, type Outputs, type Source, type SourceOptions } from "./indicator.ts";
import { severalOutputs } from "./indicator-stream.ts";
import { settlingOfEma } from "./settling.ts";
import { sharedGrid } from "./shared-grid.ts";

export const keltnerIndicator = defineIndicator({
  name: "keltner",
  inputs: ["high", "low", "close"],
  params: ["length", "width", "rangeLength"],
  outputs: ["upper", "middle", "lower"],
  check([length, width, rangeLength]) {
    checkWindow("length", length);
    checkPositive("width", width);
    checkWindow("rangeLength", rangeLength);
  },
  firstDefined: ([length, , rangeLength]) => Math.max(length! - 1, rangeLength!),
  settled: ([length, , rangeLength]) =>
    Math.max(length! - 1 + settlingOfEma(length!), atrIndicator.settled([rangeLength!])),
  stream([length, width, rangeLength], context) {
    const range = atrIndicator.stream([rangeLength!], context);
    const average = ExponentialAverage.ema(length!, sharedGrid(context, 3));
    return severalOutputs(3, (outputs, high, low, close) => {
      const distance = width! * range.update(high, low, close);
      const isMissing = !Number.isFinite(high) || !Number.isFinite(low);
      const middle = average.push(isMissing ? NaN : close);
      outputs[0] = middle + distance;
      outputs[1] = !Number.isNaN(distance) ? middle : NaN;
      outputs[2] = middle - distance;
    });
  },
});

/**
 * Keltner channels in Raschke's form: `middle` = EMA of the close, `upper` and `lower` = `width` average true ranges
 * (Wilder's) above and below it. Keltner's own (1960, "How to Make Money in Commodities") were a simple average of the
 * typical price and of the plain range. All three begin together. NaN for the first max(`length − 1`, `rangeLength`)
 * bars; a NaN in a price starts it anew.
 *
 * @param length of the EMA, an integer from 1; 20 without it
 * @param width average true ranges, above 0; 2 without it
 * @param rangeLength of the ATR, an integer from 1; 10 without it
 * @throws {BacksightError} BACKSIGHT_ARGUMENT, BACKSIGHT_LENGTH
 */
export function keltner<T extends Source>(
  high: T,
  low: T,
  close: T,
  length = 20,
  width = 2,
  rangeLength = 10,
  options?: SourceOptions,
): Outputs<T, "upper" | "middle" | "lower"> {
  return compute(keltnerIndicator, [high, low, close], [length, width, rangeLength], options);
}
