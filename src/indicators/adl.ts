import { tickDifference } from "../math/tick-units.ts";
import { type Computed, computeOne, defineIndicator, type Source, type SourceOptions } from "./indicator.ts";
import { oneOutput } from "./indicator-stream.ts";
import { sharedGrid } from "./shared-grid.ts";

/** The accumulation/distribution line, one bar at a time. */
export class AccumulationLine {
  private readonly grid: number | null;
  private total = 0;

  constructor(grid: number | null) {
    this.grid = grid;
  }

  push(high: number, low: number, close: number, volume: number): number {
    const up = tickDifference(close, low, this.grid);
    const down = tickDifference(high, close, this.grid);
    const range = tickDifference(high, low, this.grid);
    if (!Number.isFinite(up + down + volume)) return NaN;
    const flow = range > 0 ? ((up - down) / range) * volume : 0;
    this.total += flow;
    return this.total;
  }
}

export const adlIndicator = defineIndicator({
  name: "adl",
  inputs: ["high", "low", "close", "volume"],
  params: [],
  outputs: ["adl"],
  check: () => {},
  firstDefined: () => 0,
  settled: () => Infinity,
  stream(_, context) {
    const line = new AccumulationLine(sharedGrid(context, 3));
    return oneOutput((high, low, close, volume) => line.push(high, low, close, volume));
  },
});

/**
 * Accumulation/distribution line, in units: each bar adds its volume times where it closed in its range, from −1 (at the
 * low) to 1 (at the high), summed from the start (Chaikin; TA-Lib AD). A bar without range adds nothing, as in TA-Lib.
 *
 * Cumulative: its level depends on where the data begin. A bar with a NaN is NaN and adds nothing; the sum goes on after
 * it.
 *
 * @throws {BacksightError} BACKSIGHT_LENGTH
 */
export function adl<T extends Source>(high: T, low: T, close: T, volume: T, options?: SourceOptions): Computed<T> {
  return computeOne(adlIndicator, [high, low, close, volume], [], options);
}
