import { RollingExtreme } from "../math/rolling-extreme.ts";
import { tickDifference } from "../math/tick-units.ts";

/**
 * Where a close lies in the range of the last `length` bars, 0 (lowest low) to 100 (highest high), one bar at a time:
 * the raw %K of the stochastics. NaN where there is no range.
 */
export class RangePosition {
  private readonly top: RollingExtreme;
  private readonly bottom: RollingExtreme;
  private readonly grid: number | null;

  constructor(length: number, grid: number | null) {
    this.top = new RollingExtreme(length, "highest");
    this.bottom = new RollingExtreme(length, "lowest");
    this.grid = grid;
  }

  push(high: number, low: number, close: number): number {
    const highest = this.top.push(high);
    const lowest = this.bottom.push(low);
    const range = tickDifference(highest, lowest, this.grid);
    return range === 0 ? NaN : (100 * tickDifference(close, lowest, this.grid)) / range;
  }
}
