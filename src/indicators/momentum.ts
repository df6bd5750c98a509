import { Delay } from "../math/delay.ts";
import { tickDifference } from "../math/tick-units.ts";
import { checkWindow } from "./check-window.ts";
import { type Computed, computeOne, defineIndicator, type Source, type SourceOptions } from "./indicator.ts";
import { oneOutput } from "./indicator-stream.ts";
import { sharedGrid } from "./shared-grid.ts";

export const momentumIndicator = defineIndicator({
  name: "momentum",
  inputs: ["source"],
  params: ["length"],
  outputs: ["momentum"],
  keepsTicks: true,
  check: ([length]) => void checkWindow("length", length),
  firstDefined: ([length]) => length!,
  settled: ([length]) => length!,
  stream([length], context) {
    const grid = sharedGrid(context);
    const earlier = new Delay(length!);
    return oneOutput((value) => tickDifference(value, earlier.push(value), grid));
  },
});

/**
 * Change over `length` bars, in the values' unit (TA-Lib MOM). NaN for the first `length` bars and where either value
 * is NaN. On a tick grid equal changes are equal floats.
 *
 * @param length an integer from 1; 10 without it
 * @throws {BacksightError} BACKSIGHT_ARGUMENT
 * @example momentum(Float64Array.of(1, 2, 4), 1)            // NaN, 1, 2
 */
export function momentum<T extends Source>(source: T, length = 10, options?: SourceOptions): Computed<T> {
  return computeOne(momentumIndicator, [source], [length], options);
}
