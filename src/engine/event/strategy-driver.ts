import { BacksightError } from "../../core/errors.ts";
import { didYouMean } from "../../core/nearest-name.ts";
import type { Bars } from "../../market/bars.ts";
import { columnOf, sessionColumn } from "../../market/compact/compact-bars.ts";
import { isoTime } from "../../market/iso-time.ts";
import { isLastOfSession } from "../../market/last-of-session.ts";
import { checkSynchronous, strategyThrew } from "../../strategy/call-strategy.ts";
import { schedulesByName } from "../../strategy/event-schedule.ts";
import type { AccountView, CallbackName, EventCallbacks, EventProgram } from "../../strategy/event-strategy.ts";
import { type RebalanceSchedule, rebalanceRows } from "../../strategy/portfolio/rebalance-schedule.ts";
import { underWay } from "../../strategy/under-way.ts";
import { NO_EXIT_REASON } from "../../trading/fills/fill-columns.ts";
import type { InstrumentTrading } from "../../trading/open-trading.ts";
import { NO_REASON, NOT_FILLED_CODES, ORDER_STATUSES } from "../../trading/orders/order-columns.ts";
import type { OrderNumbers } from "../../trading/orders/order-listener.ts";
import type { SimulationSettings } from "../../trading/simulation-settings.ts";
import { EXIT_REASONS } from "../../trading/trade-columns.ts";
import { type Declared, InstrumentNow, type OrderRows } from "./instrument-now.ts";
import type { StandIn } from "./stand-in.ts";
import { ContextNow, type TicksNow } from "./view-now.ts";

/** What a strategy is driven over. */
export interface DrivenAccount {
  /** The clock: the instrument's own bars, or the axis of several. */
  readonly axis: Bars;
  readonly input: Omit<SimulationSettings, "bars">;
  readonly instruments: readonly {
    readonly traded: InstrumentTrading;
    readonly declared: Declared;
    readonly rows?: OrderRows;
    readonly standIn?: StandIn;
  }[];
  /** The clock between the closes of bars; absent: there is none. */
  readonly between?: EventsBetween;
  readonly account: (instruments: readonly InstrumentNow[]) => AccountView;
}

/** Quotes and trades between the closes of bars. */
export interface EventsBetween extends TicksNow {
  /** Epoch milliseconds of what is happening. */
  readonly time: number;
  /** "quote 12 (…)", for messages; null at a close. */
  readonly name: string | null;
}

/**
 * Calls a strategy's callbacks along a clock: one context for the whole run, in which only clocks move.
 *
 * At a close: onSessionOpen after a session's first bar; onFill and onOrder for what the bar brought, in its order and that
 * of the instruments; onBar; onSchedule; onSessionClose after a session's last bar. Nothing is asked before the required
 * history.
 */
export class StrategyDriver {
  readonly instruments: readonly InstrumentNow[];
  private readonly program: EventProgram;
  private readonly axis: Bars;
  private readonly callbacks: EventCallbacks<unknown, unknown, unknown>;
  private readonly onBar: ((context: never, p: unknown) => unknown) | undefined;
  private readonly context: ContextNow;
  private readonly params: Readonly<Record<string, unknown>>;
  private readonly firstDecision: number;
  /** Of each schedule by name, 1 at the rows at which it is due. */
  private readonly schedules: readonly { readonly name: string; readonly isDue: Uint8Array }[];
  private readonly isTold: boolean;
  private readonly isPlain: boolean;
  private readonly numbers: OrderNumbers;
  private readonly between: EventsBetween | null;
  private row = 0;
  private isStarted = false;
  private isOver = false;
  private calling: CallbackName | null = null;

  constructor(program: EventProgram, { axis, input, instruments, account, between }: DrivenAccount) {
    this.between = between ?? null;
    this.numbers = instruments[0]!.standIn?.numbers ?? { last: 0 };
    this.program = program;
    this.axis = axis;
    this.callbacks = program.callbacks;
    this.onBar = program.callbacks.onBar as never;
    this.params = program.params;
    this.firstDecision = input.firstDecision;
    const { onFill, onOrder, onSessionOpen, onSessionClose, onSchedule, onStart } = program.callbacks;
    this.isTold = onFill !== undefined || onOrder !== undefined;
    this.isPlain =
      this.onBar !== undefined &&
      [onFill, onOrder, onSessionOpen, onSessionClose, onSchedule, onStart].every((one) => one === undefined);
    const schedules = onSchedule === undefined || program.schedule === null ? [] : schedulesByName(program.schedule);
    this.schedules = schedules.map(([name, schedule]) => ({ name, isDue: this.dueRows(schedule) }));
    const shared = {
      ...{ input, numbers: this.numbers, isTold: this.isTold, refuse: this.refuse },
      checkCalling: () => {
        if (this.isOver || this.calling === null) this.refuse("orders can be sent from callbacks of a run only");
      },
      holderOf: (id: number) => this.instruments.find(({ taker }) => taker.ticketOf(id) !== undefined),
      cancel: (id: number) => this.instruments.some(({ taker }) => taker.cancel(id)),
    };
    this.instruments = instruments.map(
      ({ traded, declared, rows, standIn }) =>
        new InstrumentNow(traded, declared, shared, rows ?? null, standIn ?? null),
    );
    this.context = this.createContext(account(this.instruments));
    underWay.place = () => this.place;
  }

  /** The callback that is being called, and its bar. */
  private get place(): string {
    return `${this.calling ?? "a callback"} at ${this.barName()}`;
  }

  /** Asks the strategy at the close of a row of the axis; every instrument's clock stands where it belongs. */
  ask(row: number): void {
    this.row = row;
    if (row < this.firstDecision) return;
    if (!this.isPlain) {
      this.react(row);
      return;
    }
    this.calling = "onBar";
    let result: unknown;
    try {
      result = this.onBar!(this.context as never, this.params);
    } catch (error) {
      throw this.thrown(error);
    }
    if (result !== undefined) checkSynchronous(this.program.strategy, "onBar", result);
    this.calling = null;
  }

  /** Asks at one row after another, of one instrument, until an order comes of it. @returns the row of that, else `to` */
  askUntilOrder(from: number, to: number): number {
    const { onBar, context, params, firstDecision, numbers } = this;
    const one = this.instruments[0]!;
    const { clock } = one;
    const isAlone = !one.hasFrames;
    const before = numbers.last;
    let row = Math.min(Math.max(from, firstDecision), to);
    if (!this.isPlain || row < firstDecision) {
      for (row = from; ; row++) {
        one.moveTo(row);
        this.ask(row);
        if (row === to || numbers.last !== before) return row;
      }
    }
    this.calling = "onBar";
    try {
      for (; ; row++) {
        this.row = row;
        if (isAlone) clock.i = row;
        else one.moveTo(row);
        const result = onBar!(context as never, params);
        if (result !== undefined) checkSynchronous(this.program.strategy, "onBar", result);
        if (row === to || numbers.last !== before) break;
      }
    } catch (error) {
      throw this.thrown(error);
    }
    this.calling = null;
    return row;
  }

  /** Asks the strategy about a quote or a trade inside row `row` of the axis, or tells it what came of its orders there. */
  askBetween(row: number, name: "onQuote" | "onTick"): void {
    this.row = row;
    if (!this.isStarted) {
      this.isStarted = true;
      this.call("onStart");
    }
    if (this.isTold) this.tell();
    this.call(name);
  }

  /** The last row is over: tells what it brought, and that it was the last. */
  end(row: number): void {
    this.row = row;
    if (this.isTold) this.tell();
    this.call("onEnd");
    this.isOver = true;
    underWay.place = null;
  }

  private react(row: number): void {
    const session = sessionColumn(this.axis);
    if (!this.isStarted) {
      this.isStarted = true;
      this.call("onStart");
    }
    if (this.callbacks.onSessionOpen !== undefined && (row === 0 || session.at(row) !== session.at(row - 1)))
      this.call("onSessionOpen");
    if (this.isTold) this.tell();
    this.call("onBar");
    for (const { name, isDue } of this.schedules) {
      if (isDue[row] === 0) continue;
      this.context.schedule = name;
      this.call("onSchedule");
      this.context.schedule = null;
    }
    if (this.callbacks.onSessionClose !== undefined && isLastOfSession(this.axis, row)) this.call("onSessionClose");
  }

  /** Tells of fills and ended orders, in their order. */
  private tell(): void {
    for (const instrument of this.instruments) this.tellOf(instrument);
    this.context.fill = null;
    this.context.order = null;
  }

  private tellOf(instrument: InstrumentNow): void {
    instrument.before();
    const { ledger, orders, bars } = instrument.traded;
    const { symbol } = bars.instrument;
    for (; instrument.fillsTold < ledger.fillCount; instrument.fillsTold++) {
      if (this.callbacks.onFill === undefined) continue;
      const { exitReason, ...fill } = ledger.fillAt(instrument.fillsTold);
      const reason = exitReason === NO_EXIT_REASON ? null : EXIT_REASONS[exitReason]!;
      const price = instrument.asSeen(fill.price);
      this.context.fill = {
        symbol,
        ...fill,
        price,
        order: instrument.fillIds[instrument.fillsTold]!,
        exitReason: reason,
      };
      this.call("onFill");
    }
    for (; instrument.ordersTold < orders.length; instrument.ordersTold++) {
      if (this.callbacks.onOrder === undefined) continue;
      const { status, reason, ...order } = orders.at(instrument.ordersTold);
      this.context.order = {
        symbol,
        ...order,
        id: instrument.orderIds[instrument.ordersTold]!,
        status: ORDER_STATUSES[status]!,
        reason: reason === NO_REASON ? null : NOT_FILLED_CODES[reason]!,
      };
      this.call("onOrder");
    }
  }

  private call(name: CallbackName): void {
    const callback = this.callbacks[name] as ((context: never, p: unknown) => unknown) | undefined;
    if (callback === undefined) return;
    this.calling = name;
    let result: unknown;
    try {
      result = callback(this.context as never, this.params);
    } catch (error) {
      throw this.thrown(error);
    }
    if (result !== undefined) checkSynchronous(this.program.strategy, name, result);
    this.calling = null;
  }

  private createContext(account: AccountView): ContextNow {
    const views = this.instruments.map(({ view }) => view);
    const bySymbol = new Map(views.map((view) => [view.symbol, view]));
    const times = columnOf(this.axis, "closeTime");
    return new ContextNow(this.instruments[0]!.parts, {
      instruments: Object.freeze(views),
      of: (symbol) =>
        bySymbol.get(symbol) ??
        this.refuse(
          `there is no instrument "${String(symbol)}" in this run`,
          didYouMean(String(symbol), [...bySymbol.keys()]),
        ),
      account,
      state: this.program.state(),
      timeNow: () => this.between?.time ?? times.at(this.row)!,
      ticks: this.between,
    });
  }

  // What went wrong ----------------------------------------------------------------------------------------------------

  private readonly refuse = (problem: string, hint = ""): never => {
    const { strategy } = this.program;
    const callback = this.calling ?? "after its run";
    throw new BacksightError("BACKSIGHT_ORDER_REQUEST", { strategy, callback, bar: this.barName(), problem, hint });
  };

  private thrown(error: unknown): unknown {
    return strategyThrew(this.program.strategy, this.place, error);
  }

  private barName(): string {
    const name = this.between?.name ?? null;
    if (name !== null) return name;
    return `bar ${this.row} (${isoTime(columnOf(this.axis, "closeTime").at(this.row)!)})`;
  }

  private dueRows(schedule: RebalanceSchedule): Uint8Array {
    const rows = new Uint8Array(this.axis.length);
    for (const row of rebalanceRows(this.axis, schedule, this.firstDecision)) rows[row] = 1;
    return rows;
  }
}
