import { inTicks } from "../math/tick-units.ts";
import { type Computed, computeOne, defineIndicator, type Source, type SourceOptions } from "./indicator.ts";
import { oneOutput } from "./indicator-stream.ts";
import { sharedGrid } from "./shared-grid.ts";

/** high + low + close, in ticks on a grid: three times the typical price, and exact there. */
export function typicalSum(high: number, low: number, close: number, grid: number | null): number {
  return inTicks(high, grid) + inTicks(low, grid) + inTicks(close, grid);
}

export const typicalPriceIndicator = defineIndicator({
  name: "typicalPrice",
  inputs: ["high", "low", "close"],
  params: [],
  outputs: ["typicalPrice"],
  check: () => {},
  firstDefined: () => 0,
  settled: () => 0,
  stream(_, context) {
    const grid = sharedGrid(context, 3);
    const divisor = 3 * (grid ?? 1);
    return oneOutput((high, low, close) => typicalSum(high, low, close, grid) / divisor);
  },
});

/**
 * Typical price: (high + low + close) / 3 (TA-Lib TYPPRICE). Defined from the first bar; NaN where a price is NaN. On a
 * tick grid equal prices are equal floats.
 *
 * @throws {BacksightError} BACKSIGHT_LENGTH
 */
export function typicalPrice<T extends Source>(high: T, low: T, close: T, options?: SourceOptions): Computed<T> {
  return computeOne(typicalPriceIndicator, [high, low, close], [], options);
}
