import { checkWindow } from "./check-window.ts";
import { type Computed, computeOne, defineIndicator, type Source, type SourceOptions } from "./indicator.ts";
import { oneOutput } from "./indicator-stream.ts";
import { settlingOfWilder } from "./settling.ts";
import { sharedGrid } from "./shared-grid.ts";
import { WilderMovement } from "./wilder-movement.ts";

export const cmoIndicator = defineIndicator({
  name: "cmo",
  inputs: ["source"],
  params: ["length"],
  outputs: ["cmo"],
  check: ([length]) => void checkWindow("length", length),
  firstDefined: ([length]) => length!,
  settled: ([length]) => length! + settlingOfWilder(length!),
  stream([length], context) {
    const movement = new WilderMovement(length!, sharedGrid(context));
    return oneOutput((value) => {
      movement.push(value);
      const both = movement.up + movement.down;
      return both === 0 ? NaN : (100 * (movement.up - movement.down)) / both;
    });
  },
});

/**
 * Chande momentum oscillator, −100 to 100: rises less falls over all movement. As in TA-Lib (CMO) both are smoothed as
 * Wilder does; Chande himself (1994, "The New Technical Trader") and charting programs take plain sums of the window.
 * NaN for the first `length` bars, and as long as nothing has moved (TA-Lib: 0); a NaN in the input starts it anew.
 *
 * @param length changes that are averaged, an integer from 1; 14 without it
 * @throws {BacksightError} BACKSIGHT_ARGUMENT
 * @example cmo(Float64Array.of(1, 2, 3, 2.5), 2)            // NaN, NaN, 100, 33.33
 */
export function cmo<T extends Source>(source: T, length = 14, options?: SourceOptions): Computed<T> {
  return computeOne(cmoIndicator, [source], [length], options);
}
