import { RollingSum } from "../math/rolling-sum.ts";
import { checkWindow } from "./check-window.ts";
import { compute, defineIndicator, type Outputs, type Source, type SourceOptions } from "./indicator.ts";
import { severalOutputs } from "./indicator-stream.ts";
import { RangePosition } from "./range-position.ts";
import { sharedGrid } from "./shared-grid.ts";

export const stochasticIndicator = defineIndicator({
  name: "stochastic",
  inputs: ["high", "low", "close"],
  params: ["length", "smoothing", "signal"],
  outputs: ["k", "d"],
  check([length, smoothing, signal]) {
    checkWindow("length", length);
    checkWindow("smoothing", smoothing);
    checkWindow("signal", signal);
  },
  firstDefined: ([length, smoothing, signal]) => length! + smoothing! + signal! - 3,
  settled: ([length, smoothing, signal]) => length! + smoothing! + signal! - 3,
  stream([length, smoothing, signal], context) {
    const position = new RangePosition(length!, sharedGrid(context, 3));
    const smoothed = new RollingSum(smoothing!, null);
    const average = new RollingSum(signal!, null);
    return severalOutputs(2, (outputs, high, low, close) => {
      smoothed.push(position.push(high, low, close));
      const k = smoothed.mean;
      average.push(k);
      outputs[1] = average.mean;
      outputs[0] = !Number.isNaN(average.mean) ? k : NaN;
    });
  },
});

/**
 * Slow stochastic, 0 to 100: `k` = mean over `smoothing` bars of where the close lies in the range of the last `length`
 * bars, `d` = mean of the last `signal` values of `k` (Lane 1984, "Lane's stochastics"; TA-Lib STOCH with simple
 * averages). Both begin together, with `d`.
 *
 * NaN for the first `length + smoothing + signal − 3` bars, while a NaN is in a window, and while a bar whose window has
 * no range is (TA-Lib: 0 for that bar). The lengths without an argument are those of charting programs and Backtrader;
 * TA-Lib's are 5, 3, 3.
 *
 * @param length bars of the range, an integer from 1; 14 without it
 * @param smoothing an integer from 1; 3 without it, 1 for the fast stochastic
 * @param signal an integer from 1; 3 without it
 * @throws {BacksightError} BACKSIGHT_ARGUMENT, BACKSIGHT_LENGTH
 */
export function stochastic<T extends Source>(
  high: T,
  low: T,
  close: T,
  length = 14,
  smoothing = 3,
  signal = 3,
  options?: SourceOptions,
): Outputs<T, "k" | "d"> {
  return compute(stochasticIndicator, [high, low, close], [length, smoothing, signal], options);
}
