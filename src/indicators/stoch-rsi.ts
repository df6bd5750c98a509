import { RollingSum } from "../math/rolling-sum.ts";
import { checkWindow } from "./check-window.ts";
import { compute, defineIndicator, type Outputs, type Source, type SourceOptions } from "./indicator.ts";
import { severalOutputs } from "./indicator-stream.ts";
import { RangePosition } from "./range-position.ts";
import { rsiIndicator } from "./rsi.ts";

export const stochRsiIndicator = defineIndicator({
  name: "stochRsi",
  inputs: ["source"],
  params: ["length", "range", "signal"],
  outputs: ["k", "d"],
  check([length, range, signal]) {
    checkWindow("length", length);
    checkWindow("range", range, 2);
    checkWindow("signal", signal);
  },
  firstDefined: ([length, range, signal]) => length! + range! + signal! - 2,
  settled: ([length, range, signal]) => rsiIndicator.settled([length!]) + range! + signal! - 2,
  stream([length, range, signal], context) {
    const strength = rsiIndicator.stream([length!], context);
    const position = new RangePosition(range!, null);
    const average = new RollingSum(signal!, null);
    return severalOutputs(2, (outputs, value) => {
      const rsi = strength.update(value);
      const k = position.push(rsi, rsi, rsi);
      average.push(k);
      outputs[1] = average.mean;
      outputs[0] = !Number.isNaN(average.mean) ? k : NaN;
    });
  },
});

/**
 * Stochastic RSI, 0 to 100: `k` = where the RSI lies in its own range of the last `range` bars, `d` = mean of the last
 * `signal` values of `k` (Chande and Kroll 1994; TA-Lib STOCHRSI). Charting programs smooth `k` over 3 bars as well; TA-Lib
 * doesn't. Both begin together, with `d`.
 *
 * NaN for the first `length + range + signal − 2` bars, and while a bar is in a window whose RSI has no range; a NaN in
 * the input starts it anew.
 *
 * @param length of the RSI, an integer from 1; 14 without it
 * @param range bars of the RSI's range, an integer from 2; 14 without it (TA-Lib: 5)
 * @param signal an integer from 1; 3 without it
 * @throws {BacksightError} BACKSIGHT_ARGUMENT
 */
export function stochRsi<T extends Source>(
  source: T,
  length = 14,
  range = 14,
  signal = 3,
  options?: SourceOptions,
): Outputs<T, "k" | "d"> {
  return compute(stochRsiIndicator, [source], [length, range, signal], options);
}
