import { ExponentialAverage } from "../math/exponential-average.ts";
import { checkWindow } from "./check-window.ts";
import { type Computed, computeOne, defineIndicator, type Source, type SourceOptions } from "./indicator.ts";
import { oneOutput } from "./indicator-stream.ts";
import { settlingOfWilder } from "./settling.ts";
import { sharedGrid } from "./shared-grid.ts";
import { TrueRange } from "./true-range.ts";

export const atrIndicator = defineIndicator({
  name: "atr",
  inputs: ["high", "low", "close"],
  params: ["length"],
  outputs: ["atr"],
  check: ([length]) => void checkWindow("length", length),
  firstDefined: ([length]) => length!,
  settled: ([length]) => length! + settlingOfWilder(length!),
  stream([length], context) {
    const grid = sharedGrid(context, 3);
    const range = new TrueRange(grid);
    const average = ExponentialAverage.wilder(length!, grid);
    return oneOutput((high, low, close) => average.push(range.push(high, low, close)));
  },
});

/**
 * Average true range, in price: Wilder's smoothing of the true range, seeded with the mean of the first `length` of
 * them, which are those of bars 1 to `length` (Wilder 1978; TA-Lib ATR). Charting programs count the first bar's plain
 * range as well, and begin one bar earlier. NaN for the first `length` bars; a NaN in a price starts it anew.
 *
 * @param length an integer from 1; 14 without it
 * @throws {BacksightError} BACKSIGHT_ARGUMENT, BACKSIGHT_LENGTH
 */
export function atr<T extends Source>(high: T, low: T, close: T, length = 14, options?: SourceOptions): Computed<T> {
  return computeOne(atrIndicator, [high, low, close], [length], options);
}
