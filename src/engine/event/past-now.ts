import type { Bars } from "../../market/bars.ts";
import type { Cursor, PastColumns, TimeframeView } from "../../strategy/event-strategy.ts";
import type { BarClock } from "./bar-clock.ts";
import { BarNow } from "./bar-now.ts";
import { ColumnCursor } from "./column-cursor.ts";

/** The price columns at a clock; the volume is looked at when somebody asks for it. */
export class PastNow implements PastColumns {
  readonly open: Cursor;
  readonly high: Cursor;
  readonly low: Cursor;
  readonly close: Cursor;
  readonly #clock: BarClock;
  readonly #bars: Bars;
  #volume: Cursor | null = null;

  constructor(clock: BarClock, bars: Bars) {
    this.open = new ColumnCursor(clock, bars.open);
    this.high = new ColumnCursor(clock, bars.high);
    this.low = new ColumnCursor(clock, bars.low);
    this.close = new ColumnCursor(clock, bars.close);
    this.#clock = clock;
    this.#bars = bars;
  }

  get volume(): Cursor {
    this.#volume ??= new ColumnCursor(this.#clock, this.#bars.volume);
    return this.#volume;
  }
}

/** A longer timeframe at its own clock. */
export class TimeframeNow implements TimeframeView {
  readonly bar: BarNow;
  readonly past: PastNow;
  readonly #clock: BarClock;

  constructor(clock: BarClock, bars: Bars) {
    this.bar = new BarNow(clock, bars);
    this.past = new PastNow(clock, bars);
    this.#clock = clock;
  }

  get hasClosed(): boolean {
    return this.#clock.isNew;
  }
}
