import { ExponentialAverage } from "../math/exponential-average.ts";
import { tickDifference } from "../math/tick-units.ts";

/** Wilder's averages of the rises and of the falls over the last `length` changes, one value at a time. */
export class WilderMovement {
  /** Mean rise and mean fall per bar, both not negative; NaN until `length` changes are known. */
  up = NaN;
  down = NaN;
  private readonly rises: ExponentialAverage;
  private readonly falls: ExponentialAverage;
  private readonly grid: number | null;
  private previous = NaN;

  constructor(length: number, grid: number | null) {
    this.rises = ExponentialAverage.wilder(length, grid);
    this.falls = ExponentialAverage.wilder(length, grid);
    this.grid = grid;
  }

  push(value: number): void {
    const change = tickDifference(value, this.previous, this.grid);
    this.previous = value;
    this.up = this.rises.push(Math.max(change, 0));
    this.down = this.falls.push(Math.max(-change, 0));
  }
}
