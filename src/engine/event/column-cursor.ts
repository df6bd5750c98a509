import { checkInteger } from "../../core/checks.ts";
import type { Cursor } from "../../strategy/event-strategy.ts";
import type { BarClock } from "./bar-clock.ts";

/** A column read at the clock's bar and before it: what comes later can't be asked for. */
export class ColumnCursor implements Cursor {
  private readonly clock: BarClock;
  private readonly values: Float64Array;

  constructor(clock: BarClock, values: Float64Array) {
    this.clock = clock;
    this.values = values;
  }

  get now(): number {
    return this.values[this.clock.i] ?? NaN;
  }

  get previous(): number {
    const { i } = this.clock;
    return i > 0 ? this.values[i - 1]! : NaN;
  }

  /** @throws {BacksightError} BACKSIGHT_ARGUMENT for a bar that is still to come */
  ago(bars: number): number {
    const i = this.clock.i - checkInteger("ago(bars)", bars, 0);
    return i >= 0 ? this.values[i]! : NaN;
  }
}
