import { RollingSum } from "../math/rolling-sum.ts";
import { checkWindow } from "./check-window.ts";
import { type Computed, computeOne, defineIndicator, type Source, type SourceOptions } from "./indicator.ts";
import { oneOutput } from "./indicator-stream.ts";
import { sharedGrid } from "./shared-grid.ts";
import { typicalSum } from "./typical-price.ts";

export const mfiIndicator = defineIndicator({
  name: "mfi",
  inputs: ["high", "low", "close", "volume"],
  params: ["length"],
  outputs: ["mfi"],
  check: ([length]) => void checkWindow("length", length),
  firstDefined: ([length]) => length!,
  settled: ([length]) => length!,
  stream([length], context) {
    const grid = sharedGrid(context, 3);
    const rising = new RollingSum(length!, null);
    const falling = new RollingSum(length!, null);
    let previous = NaN;
    return oneOutput((high, low, close, volume) => {
      const typical = typicalSum(high, low, close, grid);
      const change = typical - previous;
      const flow = Number.isFinite(change) ? typical * volume : NaN;
      previous = typical;
      rising.push(change > 0 ? flow : 0 * flow);
      falling.push(change < 0 ? flow : 0 * flow);
      const both = rising.total + falling.total;
      return both === 0 ? NaN : (100 * rising.total) / both;
    });
  },
});

/**
 * Money flow index, 0 to 100: the share, in the money (typical price × volume) of the last `length` bars whose typical
 * price changed, of those where it rose (Quong and Soudack 1989; TA-Lib MFI). NaN for the first `length` bars, while a NaN is in
 * the window, and where no money flowed (TA-Lib: 0, also for flows below 1).
 *
 * @param length changes in the window, an integer from 1; 14 without it
 * @throws {BacksightError} BACKSIGHT_ARGUMENT, BACKSIGHT_LENGTH
 */
export function mfi<T extends Source>(
  high: T,
  low: T,
  close: T,
  volume: T,
  length = 14,
  options?: SourceOptions,
): Computed<T> {
  return computeOne(mfiIndicator, [high, low, close, volume], [length], options);
}
