import { checkWindow } from "./check-window.ts";
import { type Computed, computeOne, defineIndicator, type Source, type SourceOptions } from "./indicator.ts";
import { oneOutput } from "./indicator-stream.ts";
import { sharedGrid } from "./shared-grid.ts";
import { typicalSum } from "./typical-price.ts";

/** Lambert's constant, which puts most values between −100 and 100. */
const SCALE = 0.015;

export const cciIndicator = defineIndicator({
  name: "cci",
  inputs: ["high", "low", "close"],
  params: ["length"],
  outputs: ["cci"],
  check: ([length]) => void checkWindow("length", length, 2),
  firstDefined: ([length]) => length! - 1,
  settled: ([length]) => length! - 1,
  stream([length], context) {
    const n = length!;
    const grid = sharedGrid(context, 3);
    const window = new Float64Array(n).fill(NaN);
    let next = 0;
    return oneOutput((high, low, close) => {
      const typical = typicalSum(high, low, close, grid);
      window[next] = typical;
      next = next + 1 === n ? 0 : next + 1;
      // Distances are taken from this bar's price, so that a window of equal prices has none at all.
      let sum = 0;
      for (let k = 0; k < n; k++) sum += window[k]! - typical;
      const mean = sum / n;
      let deviations = 0;
      for (let k = 0; k < n; k++) deviations += Math.abs(window[k]! - typical - mean);
      return deviations === 0 ? NaN : -mean / ((SCALE * deviations) / n);
    });
  },
});

/**
 * Commodity channel index: the distance of the typical price from its mean over `length` bars, in units of 0.015 mean
 * deviations about that mean (Lambert 1980; TA-Lib CCI). Backtrader averages deviations from each bar's own mean
 * instead, and differs throughout. NaN for the first `length − 1` bars, while a NaN is in the window, and where all
 * typical prices are equal (TA-Lib: 0). The cost of a bar grows with the length.
 *
 * @param length an integer from 2; 20 without it (TA-Lib: 14)
 * @throws {BacksightError} BACKSIGHT_ARGUMENT, BACKSIGHT_LENGTH
 */
export function cci<T extends Source>(high: T, low: T, close: T, length = 20, options?: SourceOptions): Computed<T> {
  return computeOne(cciIndicator, [high, low, close], [length], options);
}
