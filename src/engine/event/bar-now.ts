import type { Bars } from "../../market/bars.ts";
import type { BarColumn } from "../../market/compact/bar-column.ts";
import { columnOf, sessionColumn } from "../../market/compact/compact-bars.ts";
import type { BarView } from "../../strategy/event-strategy.ts";
import type { BarClock } from "./bar-clock.ts";

/** The bar at the clock, read where it lies: no object is made for a bar. */
export class BarNow implements BarView {
  private readonly clock: BarClock;
  private readonly opens: Float64Array;
  private readonly highs: Float64Array;
  private readonly lows: Float64Array;
  private readonly closes: Float64Array;
  private readonly volumes: BarColumn;
  private readonly times: BarColumn;
  private readonly closeTimes: BarColumn;
  private readonly sessions: BarColumn<Int32Array>;

  constructor(clock: BarClock, bars: Bars) {
    this.clock = clock;
    this.opens = bars.open;
    this.highs = bars.high;
    this.lows = bars.low;
    this.closes = bars.close;
    this.volumes = columnOf(bars, "volume");
    this.times = columnOf(bars, "time");
    this.closeTimes = columnOf(bars, "closeTime");
    this.sessions = sessionColumn(bars);
  }

  get index(): number {
    return this.clock.i;
  }

  get time(): number {
    return this.times.at(this.clock.i) ?? NaN;
  }

  get closeTime(): number {
    return this.closeTimes.at(this.clock.i) ?? NaN;
  }

  get session(): number {
    return this.sessions.at(this.clock.i) ?? NaN;
  }

  get open(): number {
    return this.opens[this.clock.i] ?? NaN;
  }

  get high(): number {
    return this.highs[this.clock.i] ?? NaN;
  }

  get low(): number {
    return this.lows[this.clock.i] ?? NaN;
  }

  get close(): number {
    return this.closes[this.clock.i] ?? NaN;
  }

  get volume(): number {
    return this.volumes.at(this.clock.i) ?? NaN;
  }
}
