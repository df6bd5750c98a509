import { tickMidpoint } from "../math/tick-units.ts";
import { type Computed, computeOne, defineIndicator, type Source, type SourceOptions } from "./indicator.ts";
import { oneOutput } from "./indicator-stream.ts";
import { sharedGrid } from "./shared-grid.ts";

export const medianPriceIndicator = defineIndicator({
  name: "medianPrice",
  inputs: ["high", "low"],
  params: [],
  outputs: ["medianPrice"],
  check: () => {},
  firstDefined: () => 0,
  settled: () => 0,
  stream(_, context) {
    const grid = sharedGrid(context, 2);
    return oneOutput((high, low) => tickMidpoint(high, low, grid));
  },
});

/**
 * Median price: (high + low) / 2 (TA-Lib MEDPRICE). Defined from the first bar; NaN where a price is NaN. On a tick grid
 * equal prices are equal floats.
 *
 * @throws {BacksightError} BACKSIGHT_LENGTH
 */
export function medianPrice<T extends Source>(high: T, low: T, options?: SourceOptions): Computed<T> {
  return computeOne(medianPriceIndicator, [high, low], [], options);
}
