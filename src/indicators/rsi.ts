import { checkWindow } from "./check-window.ts";
import { type Computed, computeOne, defineIndicator, type Source, type SourceOptions } from "./indicator.ts";
import { oneOutput } from "./indicator-stream.ts";
import { settlingOfWilder } from "./settling.ts";
import { sharedGrid } from "./shared-grid.ts";
import { WilderMovement } from "./wilder-movement.ts";

export const rsiIndicator = defineIndicator({
  name: "rsi",
  inputs: ["source"],
  params: ["length"],
  outputs: ["rsi"],
  check: ([length]) => void checkWindow("length", length),
  firstDefined: ([length]) => length!,
  settled: ([length]) => length! + settlingOfWilder(length!),
  batch([source], [length], context) {
    const movement = new WilderMovement(length!, sharedGrid(context));
    return [source!.map((value) => shareOfRises(movement, value))];
  },
  stream([length], context) {
    const movement = new WilderMovement(length!, sharedGrid(context));
    return oneOutput((value) => shareOfRises(movement, value));
  },
});

/** After the next value, in percent. */
function shareOfRises(movement: WilderMovement, value: number): number {
  movement.push(value);
  const both = movement.up + movement.down;
  return both === 0 ? NaN : (100 * movement.up) / both;
}

/**
 * Relative strength index, 0 to 100: the share of the rises in all movement, both smoothed as Wilder does; the first
 * averages are the simple means of the first `length` changes (Wilder 1978; TA-Lib RSI). NaN for the first `length`
 * bars; a NaN in the input starts it anew. As long as nothing has moved it is NaN, where TA-Lib says 0 and charting
 * programs say 50 or 100.
 *
 * @param length changes that are averaged, an integer from 1; 14 without it
 * @throws {BacksightError} BACKSIGHT_ARGUMENT
 * @example rsi(Float64Array.of(1, 2, 3, 2.5), 2)            // NaN, NaN, 100, 66.67
 */
export function rsi<T extends Source>(source: T, length = 14, options?: SourceOptions): Computed<T> {
  return computeOne(rsiIndicator, [source], [length], options);
}
