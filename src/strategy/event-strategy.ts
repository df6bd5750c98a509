import type { Values } from "../core/params/parameter.ts";
import type { Bars } from "../market/bars.ts";
import type { SessionDay } from "../market/calendar/calendar.ts";
import type { Columns } from "../series/columns.ts";
import type { Mask } from "../series/mask.ts";
import type { Series } from "../series/series.ts";
import type { NotFilledReason, OrderStatus } from "../trading/orders/order-columns.ts";
import type { ExitReason } from "../trading/trade-columns.ts";
import type { EventSchedule } from "./event-schedule.ts";

/** Columns that an event strategy declares once and reads by cursor; masks read as 0 and 1. */
export type IndicatorSet = Readonly<
  Record<string, Series | Mask | Float64Array | Uint8Array | readonly (boolean | 0 | 1)[]>
>;

/** A column at the bar that is decided: the value there, and earlier ones. NaN before the first bar. */
export interface Cursor {
  readonly now: number;
  readonly previous: number;
  /** The value so many bars ago; 0 is now. @throws {BacksightError} BACKSIGHT_ORDER_REQUEST for a bar that is still to come */
  ago(bars: number): number;
}

/** The bar that has just closed. Of an instrument whose bars haven't begun: NaN, and −1 as index. */
export interface BarView {
  /** Row of the instrument's own bars, warm-up included. */
  readonly index: number;
  /** Epoch milliseconds of its open and its close. */
  readonly time: number;
  readonly closeTime: number;
  readonly session: SessionDay;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  /** NaN where unknown. */
  readonly volume: number;
}

/** What is held at the close. */
export interface PositionView {
  readonly isFlat: boolean;
  readonly isLong: boolean;
  readonly isShort: boolean;
  /** Signed units. */
  readonly quantity: number;
  /** Quantity-weighted mean of what was paid; NaN when flat. */
  readonly averagePrice: number;
  /** Signed, at the close, in money. */
  readonly value: number;
  /** Fills that the position is made of. */
  readonly entries: number;
  /** Stop that guards it; NaN without one. */
  readonly stop: number;
}

export interface AccountView {
  readonly cash: number;
  /** Marked at the close. */
  readonly equity: number;
}

/** A fill that the bar brought. */
export interface FillView {
  readonly symbol: string;
  /** Of the order that was sent; 0 for a stop or target of the position. */
  readonly order: number;
  readonly side: 1 | -1;
  readonly quantity: number;
  readonly price: number;
  readonly commission: number;
  /** Epoch milliseconds. */
  readonly time: number;
  /** Why a reducing fill happened; null for one that opens or enlarges. */
  readonly exitReason: ExitReason | null;
}

/** An order that ended. */
export interface OrderView {
  readonly symbol: string;
  /** As `buy` returned it; 0 for a stop or target of the position. */
  readonly id: number;
  readonly side: 1 | -1;
  /** Units filled, or asked for; NaN when the intent never became a quantity. */
  readonly quantity: number;
  readonly status: OrderStatus;
  /** Why it didn't fill; null when it did. */
  readonly reason: NotFilledReason | null;
}

/** How much: units, or an intent that becomes units once, at the fill. */
export type OrderSize =
  | number
  | { readonly fraction: number }
  | { readonly cash: number }
  | { readonly riskFraction: number };

/** What to hold, signed: units, a fraction of equity, or money. */
export type HeldTarget = number | { readonly fraction: number } | { readonly cash: number };

/** How long an order waits for its price; ioc: what the open of its first bar has, fok: all of it there, or nothing. */
export type OrderTime =
  | "gtc"
  | "day"
  | "ioc"
  | "fok"
  | { readonly bars: number }
  | { readonly minutes: number }
  /** Good till a date: epoch milliseconds. */
  | { readonly until: number };

/** What makes an order wait: without any of it, it fills at the next price there is. */
export interface OrderPrices {
  /** The best price that is still good. */
  readonly limit?: number;
  /** Price that triggers it. With a limit as well: a stop-limit order. */
  readonly stop?: number;
  /** Triggers when the price comes back so far from the best one since the decision. */
  readonly trail?: { readonly fraction: number } | { readonly amount: number };
  /** At the next session's open, or at the next close of a session. */
  readonly at?: "session-open" | "session-close";
  /** Until it is taken back unless given. */
  readonly timeInForce?: OrderTime;
  /** Orders of one group: the first that fills takes back the others. */
  readonly group?: string;
}

export interface OrderRequest extends OrderPrices {
  /** The run's own size unless given. */
  readonly size?: OrderSize;
  /** Stop of the position that the order opens: a price, or a fraction of what was paid. */
  readonly stopLoss?: number | { readonly fraction: number };
  /** Its target: a price, a fraction of what was paid, or a multiple of the distance to the stop. */
  readonly takeProfit?: number | { readonly fraction: number } | { readonly r: number };
  /** Never opens or turns a position. */
  readonly reduceOnly?: boolean;
}

/** Prices, and with them the size, that an order waits with from now on. */
export interface OrderChange {
  readonly limit?: number;
  readonly stop?: number;
  readonly size?: OrderSize;
}

/** Longer timeframes that a strategy looks at, by a name of its own: { day: "1d" }. */
export type TimeframeSet = Readonly<Record<string, string>>;

/** A longer timeframe at the clock: its latest bar that has closed. Before the first one: NaN, and −1 as index. */
export interface TimeframeView {
  readonly bar: BarView;
  /** That bar closed at this very instant. */
  readonly hasClosed: boolean;
  readonly past: PastColumns;
}

/** Price columns, now and earlier. */
export type PastColumns = Readonly<Record<"open" | "high" | "low" | "close" | "volume", Cursor>>;

/** One instrument at the clock, and what sends its orders: one object for the whole run. */
export interface InstrumentView<I, F = {}> {
  readonly symbol: string;
  /** Its latest bar. */
  readonly bar: BarView;
  /** That bar closed at this very instant; else it is an earlier one, and orders wait for the instrument's own next bar. */
  readonly hasClosed: boolean;
  /** The declared indicators; one of a longer timeframe counts in bars of that. */
  readonly at: { readonly [K in keyof I]: Cursor };
  /** The bar's own columns, now and earlier. */
  readonly past: PastColumns;
  /** The declared longer timeframes. */
  readonly frames: { readonly [K in keyof F]: TimeframeView };
  readonly position: PositionView;
  /** Orders of this instrument that wait. */
  readonly waiting: number;
  /** Sends an order that buys. @returns its number; 0 where the instrument's bars haven't begun, or are over */
  readonly buy: (order?: OrderRequest) => number;
  /** Sends an order that sells. @returns its number, or 0 */
  readonly sell: (order?: OrderRequest) => number;
  /** Sends an order that leaves the whole position. @returns its number; 0 when nothing is held */
  readonly close: (order?: OrderPrices) => number;
  /** Sends an order for the difference between what is held and what should be. @returns its number, or 0 */
  readonly hold: (target: HeldTarget) => number;
  /** Takes an order of the run back, whichever instrument it is for. @returns false when it doesn't wait any more */
  readonly cancel: (order: number) => boolean;
  /** Takes back all orders of this instrument. */
  readonly cancelAll: () => void;
  /** Replaces an order by one with other prices, under its number. @returns false when it doesn't wait any more */
  readonly modify: (order: number, change: OrderChange) => boolean;
}

/**
 * What a callback is given: one object, changed in place from bar to bar. Of several instruments it is the first one's
 * view as well.
 */
export interface EventContext<I, S, F = {}> extends InstrumentView<I, F> {
  /** The instant: epoch milliseconds of the close. */
  readonly time: number;
  /** All instruments of the run, in their order. */
  readonly instruments: readonly InstrumentView<I, F>[];
  /** An instrument by symbol. @throws {BacksightError} BACKSIGHT_ORDER_REQUEST for one that the run doesn't have */
  readonly of: (symbol: string) => InstrumentView<I, F>;
  readonly account: AccountView;
  /** The quote in force; null before the first one of a session, and in runs on bars. One object, changed in place. */
  readonly quote: QuoteView | null;
  /** The market's latest trade; null before the first one of a session, and in runs on bars. One object, changed in place. */
  readonly tick: TickView | null;
  /** The strategy's own, made anew for each run. */
  readonly state: S;
}

/** The best bid and offer in force. A side that nobody quotes has price 0 and size 0. */
export interface QuoteView {
  /** When it came, epoch milliseconds, fractions included. */
  readonly time: number;
  readonly bid: number;
  readonly ask: number;
  readonly bidSize: number;
  readonly askSize: number;
}

/** A trade of the market. */
export interface TickView {
  /** When it was printed, epoch milliseconds, fractions included. */
  readonly time: number;
  readonly price: number;
  /** Units. */
  readonly size: number;
}

/** A callback of a strategy, bound to nothing but what it is given. */
type Callback<P, I, S, F, Extra = unknown> = (context: EventContext<I, S, F> & Extra, p: P) => void;

/** What an event strategy may react to. */
export interface EventCallbacks<P, I, S, F = {}> {
  /** Before the first bar that is asked. */
  readonly onStart?: Callback<P, I, S, F>;
  /** The first bar of a session has closed. */
  readonly onSessionOpen?: Callback<P, I, S, F>;
  /** Told at the close of the bar that brought it, before onBar. */
  readonly onFill?: Callback<P, I, S, F, { readonly fill: FillView }>;
  /** The same for every order that ended, filled or not. */
  readonly onOrder?: Callback<P, I, S, F, { readonly order: OrderView }>;
  /** A quote came, in a run that has quotes; bars are those that have closed before it. */
  readonly onQuote?: Callback<P, I, S, F, { readonly quote: QuoteView }>;
  /** A trade of the market was printed, in a run that has trades. */
  readonly onTick?: Callback<P, I, S, F, { readonly tick: TickView }>;
  /** At each close, from the required history on. */
  readonly onBar?: Callback<P, I, S, F>;
  /** At the closes that `schedule` names, after onBar; of several schedules by name, each that is due in its turn. */
  readonly onSchedule?: Callback<P, I, S, F, { readonly schedule: string }>;
  /** The last bar of a session has closed. */
  readonly onSessionClose?: Callback<P, I, S, F>;
  /** After the last bar; orders sent here find no price. */
  readonly onEnd?: Callback<P, I, S, F>;
}

export const CALLBACKS = [
  "onStart",
  "onSessionOpen",
  "onFill",
  "onOrder",
  "onQuote",
  "onTick",
  "onBar",
  "onSchedule",
  "onSessionClose",
  "onEnd",
] as const satisfies readonly (keyof EventCallbacks<unknown, unknown, unknown>)[];
export type CallbackName = (typeof CALLBACKS)[number];

/** How a strategy decides bar by bar, where it doesn't give signals. */
export interface EventStrategy {
  readonly timeframes: TimeframeSet;
  indicators(columns: Columns, p: Values<never>, frames: Readonly<Record<string, Columns>>): IndicatorSet;
  state(p: Values<never>): unknown;
  /** When `onSchedule` is called; null: never. */
  schedule(p: Values<never>): EventSchedule | null;
  readonly callbacks: EventCallbacks<Values<never>, never, unknown>;
}

/** A longer timeframe of a program. */
export interface EventFrame {
  readonly bars: Bars;
  /** For each bar that is decided on, the last one of the longer timeframe that had closed by then; −1 before the first. */
  readonly index: Int32Array;
  /** Indicators as long as the longer timeframe's bars. */
  readonly columns: ReadonlyMap<string, Float64Array | Uint8Array>;
}

/** An event strategy with its parameters, and its indicators as columns: ready to be driven over the bars. */
export interface EventProgram {
  readonly strategy: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly columns: ReadonlyMap<string, Float64Array | Uint8Array>;
  /** What the strategy sees, and indicators are made of; the bars that are traded unless given. */
  readonly seen?: Bars;
  /** A price that is seen at a bar, times this, is money there; absent: it is money already. */
  readonly level?: Float64Array;
  /** Longer timeframes by name; absent: none. */
  readonly frames?: ReadonlyMap<string, EventFrame>;
  readonly schedule: EventSchedule | null;
  readonly callbacks: EventCallbacks<unknown, unknown, unknown>;
  /** Makes the state of a run. */
  readonly state: () => unknown;
}
