import { RollingSum } from "../math/rolling-sum.ts";
import { checkWindow } from "./check-window.ts";
import { compute, defineIndicator, type Outputs, type Source, type SourceOptions } from "./indicator.ts";
import { severalOutputs } from "./indicator-stream.ts";
import { RangePosition } from "./range-position.ts";
import { sharedGrid } from "./shared-grid.ts";

export const stochasticFastIndicator = defineIndicator({
  name: "stochasticFast",
  inputs: ["high", "low", "close"],
  params: ["length", "signal"],
  outputs: ["k", "d"],
  check([length, signal]) {
    checkWindow("length", length);
    checkWindow("signal", signal);
  },
  firstDefined: ([length, signal]) => length! + signal! - 2,
  settled: ([length, signal]) => length! + signal! - 2,
  stream([length, signal], context) {
    const position = new RangePosition(length!, sharedGrid(context, 3));
    const average = new RollingSum(signal!, null);
    return severalOutputs(2, (outputs, high, low, close) => {
      const k = position.push(high, low, close);
      average.push(k);
      outputs[1] = average.mean;
      outputs[0] = !Number.isNaN(average.mean) ? k : NaN;
    });
  },
});

/**
 * Fast stochastic, 0 to 100: `k` = where the close lies between the lowest low and the highest high of the last `length`
 * bars, `d` = mean of the last `signal` values of `k` (Lane 1984; TA-Lib STOCHF with a simple average). Both begin
 * together, with `d`.
 *
 * NaN for the first `length + signal − 2` bars, while a NaN is in a window, and while a bar whose window has no range
 * is (TA-Lib: 0 for that bar).
 *
 * @param length bars of the range, an integer from 1; 14 without it (TA-Lib: 5)
 * @param signal an integer from 1; 3 without it
 * @throws {BacksightError} BACKSIGHT_ARGUMENT, BACKSIGHT_LENGTH
 */
export function stochasticFast<T extends Source>(
  high: T,
  low: T,
  close: T,
  length = 14,
  signal = 3,
  options?: SourceOptions,
): Outputs<T, "k" | "d"> {
  return compute(stochasticFastIndicator, [high, low, close], [length, signal], options);
}
