import { SortedWindow } from "../math/sorted-window.ts";
import { checkWindow } from "./check-window.ts";
import { type Computed, computeOne, defineIndicator, type Source, type SourceOptions } from "./indicator.ts";
import { oneOutput } from "./indicator-stream.ts";

export const percentRankIndicator = defineIndicator({
  name: "percentRank",
  inputs: ["source"],
  params: ["length"],
  outputs: ["percentRank"],
  check: ([length]) => void checkWindow("length", length),
  firstDefined: ([length]) => length! - 1,
  settled: ([length]) => length! - 1,
  stream([length]) {
    const window = new SortedWindow(length!);
    return oneOutput((value) => {
      window.push(value);
      return window.countBelow(value) / length!;
    });
  },
});

/**
 * The share of the last `length` values, itself included, that lie below a value: 0 to (length − 1) / length. As in
 * Backtrader (PercentRank) a fraction; TradingView compares with the `length` values before it, in percent. NaN for the
 * first `length − 1` bars and while a NaN is in the window. The cost of a bar grows with the length.
 *
 * @param length an integer from 1; 50 without it
 * @throws {BacksightError} BACKSIGHT_ARGUMENT
 * @example percentRank(Float64Array.of(1, 9, 2), 3)         // NaN, NaN, 1/3
 */
export function percentRank<T extends Source>(source: T, length = 50, options?: SourceOptions): Computed<T> {
  return computeOne(percentRankIndicator, [source], [length], options);
}
