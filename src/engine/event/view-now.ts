import type {
  AccountView,
  FillView,
  InstrumentView,
  OrderView,
  QuoteView,
  TickView,
} from "../../strategy/event-strategy.ts";
import type { BarClock } from "./bar-clock.ts";
import type { OrderTaker } from "./stand-in.ts";

/** What the engine tells of an instrument; the names of indicators and timeframes are the strategy's. */
export type AnyView = InstrumentView<Record<string, number[]>, Record<string, string>>;

/** What a view is made of. */
export interface ViewParts extends Omit<AnyView, "hasClosed" | "waiting"> {
  readonly clock: BarClock;
  readonly taker: OrderTaker;
}

/**
 * What a strategy sees of one instrument, and sends its orders by. A class: objects of a literal with getters of their own
 * would be slow to read from the second run on.
 */
export class ViewNow implements AnyView {
  readonly symbol: string;
  readonly bar: AnyView["bar"];
  readonly at: AnyView["at"];
  readonly past: AnyView["past"];
  readonly frames: AnyView["frames"];
  readonly position: AnyView["position"];
  readonly buy: AnyView["buy"];
  readonly sell: AnyView["sell"];
  readonly close: AnyView["close"];
  readonly hold: AnyView["hold"];
  readonly cancel: AnyView["cancel"];
  readonly cancelAll: AnyView["cancelAll"];
  readonly modify: AnyView["modify"];
  readonly #clock: BarClock;
  readonly #taker: OrderTaker;

  constructor(parts: ViewParts) {
    this.symbol = parts.symbol;
    this.bar = parts.bar;
    this.at = parts.at;
    this.past = parts.past;
    this.frames = parts.frames;
    this.position = parts.position;
    this.buy = parts.buy;
    this.sell = parts.sell;
    this.close = parts.close;
    this.hold = parts.hold;
    this.cancel = parts.cancel;
    this.cancelAll = parts.cancelAll;
    this.modify = parts.modify;
    this.#clock = parts.clock;
    this.#taker = parts.taker;
  }

  get hasClosed(): boolean {
    return this.#clock.isNew;
  }

  get waiting(): number {
    return this.#taker.count;
  }
}

/** What a context holds beside the first instrument's view. */
export interface ContextParts {
  readonly instruments: readonly AnyView[];
  readonly of: (symbol: string) => AnyView;
  readonly account: AccountView;
  readonly state: unknown;
  /** Epoch milliseconds of the close. */
  readonly timeNow: () => number;
  /** Absent in runs on bars. */
  readonly ticks?: TicksNow | null;
}

/** What was quoted and traded last. */
export interface TicksNow {
  readonly quote: QuoteView | null;
  readonly tick: TickView | null;
}

/** The one object that callbacks are given, with what single ones are told; changed in place. */
export class ContextNow extends ViewNow {
  readonly instruments: readonly AnyView[];
  readonly of: (symbol: string) => AnyView;
  readonly account: AccountView;
  readonly state: unknown;
  fill: FillView | null = null;
  order: OrderView | null = null;
  schedule: string | null = null;
  readonly #timeNow: () => number;
  readonly #ticks: TicksNow | null;

  constructor(first: ViewParts, parts: ContextParts) {
    super(first);
    this.instruments = parts.instruments;
    this.of = parts.of;
    this.account = parts.account;
    this.state = parts.state;
    this.#timeNow = parts.timeNow;
    this.#ticks = parts.ticks ?? null;
  }

  get quote(): QuoteView | null {
    return this.#ticks?.quote ?? null;
  }

  get tick(): TickView | null {
    return this.#ticks?.tick ?? null;
  }

  get time(): number {
    return this.#timeNow();
  }
}
