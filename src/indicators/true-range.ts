import { tickDifference } from "../math/tick-units.ts";
import { type Computed, computeOne, defineIndicator, type Source, type SourceOptions } from "./indicator.ts";
import { oneOutput } from "./indicator-stream.ts";
import { sharedGrid } from "./shared-grid.ts";

/** The true range, one bar at a time; NaN for the first bar and for one after a bar with a missing price. */
export class TrueRange {
  private readonly grid: number | null;
  private previousClose = NaN;

  constructor(grid: number | null) {
    this.grid = grid;
  }

  push(high: number, low: number, close: number): number {
    const isMissing = !Number.isFinite(high) || !Number.isFinite(low) || !Number.isFinite(close);
    const top = Math.max(high, this.previousClose);
    const bottom = Math.min(low, this.previousClose);
    this.previousClose = isMissing ? NaN : close;
    return isMissing ? NaN : tickDifference(top, bottom, this.grid);
  }
}

export const trueRangeIndicator = defineIndicator({
  name: "trueRange",
  inputs: ["high", "low", "close"],
  params: [],
  outputs: ["trueRange"],
  check: () => {},
  firstDefined: () => 1,
  settled: () => 1,
  stream(_, context) {
    const range = new TrueRange(sharedGrid(context, 3));
    return oneOutput((high, low, close) => range.push(high, low, close));
  },
});

/**
 * True range: the bar's range, extended to the close before it (Wilder 1978; TA-Lib TRANGE). NaN for the first bar,
 * which has no close before it; charting programs give its plain range instead. NaN also where a price of the bar or of
 * the one before it is NaN.
 *
 * @throws {BacksightError} BACKSIGHT_LENGTH
 * @example trueRange(Float64Array.of(3, 6), Float64Array.of(1, 5), Float64Array.of(2, 5))   // NaN, 6 - 2
 */
export function trueRange<T extends Source>(high: T, low: T, close: T, options?: SourceOptions): Computed<T> {
  return computeOne(trueRangeIndicator, [high, low, close], [], options);
}
