import { RollingSum } from "../math/rolling-sum.ts";
import { tickDifference } from "../math/tick-units.ts";
import { checkWindow } from "./check-window.ts";
import { compute, defineIndicator, type Outputs, type Source, type SourceOptions } from "./indicator.ts";
import { severalOutputs } from "./indicator-stream.ts";
import { sharedGrid } from "./shared-grid.ts";
import { TrueRange } from "./true-range.ts";

export const vortexIndicator = defineIndicator({
  name: "vortex",
  inputs: ["high", "low", "close"],
  params: ["length"],
  outputs: ["plus", "minus"],
  check: ([length]) => void checkWindow("length", length),
  firstDefined: ([length]) => length!,
  settled: ([length]) => length!,
  stream([length], context) {
    const grid = sharedGrid(context, 3);
    const trueRange = new TrueRange(grid);
    const range = new RollingSum(length!, grid);
    const plus = new RollingSum(length!, grid);
    const minus = new RollingSum(length!, grid);
    let previousHigh = NaN;
    let previousLow = NaN;
    return severalOutputs(2, (outputs, high, low, close) => {
      range.push(trueRange.push(high, low, close));
      plus.push(Math.abs(tickDifference(high, previousLow, grid)));
      minus.push(Math.abs(tickDifference(low, previousHigh, grid)));
      previousHigh = high;
      previousLow = low;
      const covered = range.total;
      outputs[0] = covered > 0 ? plus.total / covered : NaN;
      outputs[1] = covered > 0 ? minus.total / covered : NaN;
    });
  },
});

/**
 * Vortex indicator: `plus` = Σ |high − low before| and `minus` = Σ |low − high before|, each over the Σ of the true range
 * of the last `length` bars (Botes and Siepman 2010, "The Vortex Indicator"). NaN for the first `length` bars, while a NaN
 * is in the window, and where the window has no true range.
 *
 * @param length an integer from 1; 14 without it
 * @throws {BacksightError} BACKSIGHT_ARGUMENT, BACKSIGHT_LENGTH
 */
export function vortex<T extends Source>(
  high: T,
  low: T,
  close: T,
  length = 14,
  options?: SourceOptions,
): Outputs<T, "plus" | "minus"> {
  return compute(vortexIndicator, [high, low, close], [length], options);
}
