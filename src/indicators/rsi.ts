import { ExponentialAverage } from "../math/exponential-average.ts";
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
    return [shareOfRisesOver(source!, length!, sharedGrid(context))];
  },
  stream([length], context) {
    const movement = new WilderMovement(length!, sharedGrid(context));
    return oneOutput((value) => shareOfRises(movement, value));
  },
});

/** After the next value, in percent. */
function shareOfRises(movement: WilderMovement, value: number): number {
  movement.push(value);
  return percentOf(movement.up, movement.down);
}

function percentOf(up: number, down: number): number {
  const both = up + down;
  return both === 0 ? NaN : (100 * up) / both;
}

/** The same over a column: once both averages are seeded they are variables of the loop, until something is missing. */
function shareOfRisesOver(values: Float64Array, length: number, grid: number | null): Float64Array {
  const out = new Float64Array(values.length);
  const rises = ExponentialAverage.wilder(length, grid);
  const falls = ExponentialAverage.wilder(length, grid);
  const weight = 1 / length;
  let previous = NaN;
  let up = NaN;
  let down = NaN;
  for (let i = 0; i < out.length; i++) {
    const value = grid === null ? values[i]! : Math.round(values[i]! * grid);
    const change = grid === null ? value - previous : (value - previous) / grid;
    previous = value;
    if (!Number.isNaN(up + down) && change - change === 0) {
      up += (Math.max(change, 0) - up) * weight;
      down += (Math.max(-change, 0) - down) * weight;
    } else {
      if (!Number.isNaN(up)) rises.resume(up);
      if (!Number.isNaN(down)) falls.resume(down);
      up = rises.push(Math.max(change, 0));
      down = falls.push(Math.max(-change, 0));
    }
    out[i] = percentOf(up, down);
  }
  return out;
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
