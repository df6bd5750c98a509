import { BacksightError } from "../../core/errors.ts";
import type { Bars } from "../../market/bars.ts";
import { columnOf, sessionColumn, withPlainPrices } from "../../market/compact/compact-bars.ts";
import { isoTime } from "../../market/iso-time.ts";
import { isLastOfSession } from "../../market/last-of-session.ts";
import { checkSynchronous, strategyThrew } from "../../strategy/call-strategy.ts";
import type {
  CallbackName,
  EventCallbacks,
  EventContext,
  EventProgram,
  FillView,
  HeldTarget,
  OrderChange,
  OrderPrices,
  OrderRequest,
  OrderView,
} from "../../strategy/event-strategy.ts";
import { rebalanceRows } from "../../strategy/portfolio/rebalance-schedule.ts";
import { NO_EXIT_REASON } from "../../trading/fills/fill-columns.ts";
import type { FillPlace } from "../../trading/ledger/ledger.ts";
import type { InstrumentTrading } from "../../trading/open-trading.ts";
import { NO_REASON, NOT_FILLED_CODES, ORDER_STATUSES } from "../../trading/orders/order-columns.ts";
import type { OrderTicket } from "../../trading/orders/working-order.ts";
import { WorkingOrders } from "../../trading/orders/working-orders.ts";
import { BACKSIGHT_RULES } from "../../trading/rules/presets.ts";
import { lastEntryBarOf, type SimulationSettings } from "../../trading/simulation-settings.ts";
import { EXIT_REASONS } from "../../trading/trade-columns.ts";
import { AccountNow, PositionNow } from "./account-now.ts";
import type { BarClock } from "./bar-clock.ts";
import { BarNow } from "./bar-now.ts";
import { ColumnCursor } from "./column-cursor.ts";
import { readClose, readOrder, readPrice, readSize, readTarget } from "./read-order.ts";
import type { Reactor } from "./walk-bars.ts";

/** The context with what single callbacks are told; changed in place. */
type Context = { -readonly [K in keyof EventContext<Record<string, number[]>, unknown>]: unknown } & {
  fill: FillView | null;
  order: OrderView | null;
};

/**
 * Drives a strategy's callbacks: one context for the whole run, in which only the clock moves, and whose orders go to the
 * instrument's working orders.
 *
 * At a close: onSessionOpen after a session's first bar; onFill and onOrder for what the bar brought, in its order; onBar;
 * onSchedule; onSessionClose after a session's last bar. Nothing is asked before the required history.
 */
export class CallbackReactor implements Reactor {
  readonly working: WorkingOrders;
  private readonly program: EventProgram;
  private readonly traded: InstrumentTrading;
  private readonly input: SimulationSettings;
  private readonly bars: Bars;
  private readonly callbacks: EventCallbacks<unknown, unknown, unknown>;
  private readonly onBar: ((context: never, p: unknown) => unknown) | undefined;
  private readonly context: Context;
  private readonly params: Readonly<Record<string, unknown>>;
  private readonly clock: BarClock = { i: 0 };
  private readonly firstDecision: number;
  private readonly scheduled: Uint8Array | null;
  private readonly isTold: boolean;
  private readonly isPlain: boolean;
  private readonly fillIds: number[] = [];
  private readonly orderIds: number[] = [];
  private fillsTold = 0;
  private ordersTold = 0;
  private isStarted = false;
  private isOver = false;
  private calling: CallbackName | null = null;

  constructor(program: EventProgram, traded: InstrumentTrading, input: SimulationSettings) {
    const { bars, ledger, desk, orders } = traded;
    const { rules = BACKSIGHT_RULES, intrabar = "worst", direction = "both", firstDecision } = input;
    this.program = program;
    this.traded = traded;
    this.input = input;
    this.bars = withPlainPrices(bars);
    this.callbacks = program.callbacks;
    this.onBar = program.callbacks.onBar as never;
    this.params = program.params;
    this.firstDecision = firstDecision;
    const { onFill, onOrder, onSessionOpen, onSessionClose, onSchedule, onStart } = program.callbacks;
    this.isTold = onFill !== undefined || onOrder !== undefined;
    this.isPlain = [onFill, onOrder, onSessionOpen, onSessionClose, onSchedule, onStart].every(
      (one) => one === undefined,
    );
    this.scheduled = onSchedule === undefined || program.schedule === null ? null : this.scheduleRows(program.schedule);
    const lastEntryBar = lastEntryBarOf(bars, rules);
    const around = { bars: this.bars, ledger, desk, orders, rules, intrabar, direction, lastEntryBar };
    this.working = new WorkingOrders(around, this.isTold ? this : null);
    this.context = this.createContext();
  }

  // Decisions --------------------------------------------------------------------------------------------------------

  decide(i: number): boolean {
    this.clock.i = i;
    const { working } = this;
    if (working.isDue) working.forgetDue();
    if (i < this.firstDecision) return false;
    if (this.isPlain && this.onBar !== undefined) {
      this.calling = "onBar";
      let result: unknown;
      try {
        result = this.onBar(this.context as never, this.params);
      } catch (error) {
        throw this.thrown(error);
      }
      if (result !== undefined) checkSynchronous(this.program.strategy, "onBar", result);
      this.calling = null;
    } else this.react(i);
    return working.isDue;
  }

  reduce(_: number, reference: number, place: FillPlace): void {
    this.working.reduceDue(reference, place);
  }

  increase(_: number, reference: number, place: FillPlace): void {
    this.working.increaseDue(reference, place);
  }

  expireReduction(i: number): void {
    this.working.expireReductions(i);
  }

  expireIncrease(i: number): void {
    this.working.expireIncreases(i);
  }

  end(last: number): void {
    this.clock.i = last;
    this.working.forgetDue();
    if (this.isTold) this.tell();
    this.call("onEnd");
    this.working.expireReductions(last);
    this.working.expireIncreases(last);
    this.working.forgetDue();
    this.working.endData(last);
    this.isOver = true;
  }

  private react(i: number): void {
    const session = sessionColumn(this.bars);
    if (!this.isStarted) {
      this.isStarted = true;
      this.call("onStart");
    }
    if (this.callbacks.onSessionOpen !== undefined && (i === 0 || session.at(i) !== session.at(i - 1)))
      this.call("onSessionOpen");
    if (this.isTold) this.tell();
    this.call("onBar");
    if (this.scheduled !== null && this.scheduled[i] === 1) this.call("onSchedule");
    if (this.callbacks.onSessionClose !== undefined && isLastOfSession(this.bars, i)) this.call("onSessionClose");
  }

  /** Tells of fills and ended orders, in their order. */
  private tell(): void {
    this.before();
    const { ledger, orders } = this.traded;
    for (; this.fillsTold < ledger.fillCount; this.fillsTold++) {
      if (this.callbacks.onFill === undefined) continue;
      const { exitReason, ...fill } = ledger.fillAt(this.fillsTold);
      const reason = exitReason === NO_EXIT_REASON ? null : EXIT_REASONS[exitReason]!;
      this.context.fill = { ...fill, order: this.fillIds[this.fillsTold]!, exitReason: reason };
      this.call("onFill");
    }
    for (; this.ordersTold < orders.length; this.ordersTold++) {
      if (this.callbacks.onOrder === undefined) continue;
      const { status, reason, ...order } = orders.at(this.ordersTold);
      this.context.order = {
        ...order,
        id: this.orderIds[this.ordersTold]!,
        status: ORDER_STATUSES[status]!,
        reason: reason === NO_REASON ? null : NOT_FILLED_CODES[reason]!,
      };
      this.call("onOrder");
    }
    this.context.fill = null;
    this.context.order = null;
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

  // Whose fills --------------------------------------------------------------------------------------------------------

  before(): void {
    this.after(0);
  }

  after(id: number): void {
    const { ledger, orders } = this.traded;
    while (this.fillIds.length < ledger.fillCount) this.fillIds.push(id);
    while (this.orderIds.length < orders.length) this.orderIds.push(id);
  }

  // The context --------------------------------------------------------------------------------------------------------

  private createContext(): Context {
    const { clock, bars, program, working } = this;
    const { ledger, desk } = this.traded;
    const numbers = (column: Float64Array | Uint8Array) =>
      column instanceof Float64Array ? column : Float64Array.from(column);
    const cursor = (column: Float64Array | Uint8Array) => new ColumnCursor(clock, numbers(column));
    const columns = Array.from(program.columns, ([name, column]) => [name, cursor(column)]);
    const { open, high, low, close } = bars;
    const state = program.state();
    let volume: ColumnCursor | null = null;
    return {
      bar: new BarNow(clock, bars),
      at: Object.freeze(Object.fromEntries(columns)),
      past: Object.freeze({
        open: cursor(open),
        high: cursor(high),
        low: cursor(low),
        close: cursor(close),
        get volume() {
          volume ??= cursor(bars.volume);
          return volume;
        },
      }),
      position: new PositionNow(clock, close, ledger, desk),
      account: new AccountNow(clock, close, ledger),
      state,
      get waiting() {
        return working.count;
      },
      buy: (order?: OrderRequest) => this.send(readOrder(1, order, this.input.size, this.refuse)),
      sell: (order?: OrderRequest) => this.send(readOrder(-1, order, this.input.size, this.refuse)),
      close: (order?: OrderPrices) => this.sendClose(order),
      hold: (target: HeldTarget) => this.send(readTarget(target, this.refuse)),
      cancel: (id: number) => this.working.cancel(id),
      cancelAll: () => this.working.cancelAll(),
      modify: (id: number, change: OrderChange) => this.modify(id, change),
      fill: null,
      order: null,
    };
  }

  private send(ticket: OrderTicket): number {
    if (this.isOver || this.calling === null) this.refuse("orders can be sent from callbacks of a run only");
    return this.working.place(this.clock.i, ticket);
  }

  private sendClose(order: OrderPrices | undefined): number {
    const held = this.traded.ledger.quantity;
    const ticket = readClose(order, held > 0 ? -1 : 1, this.refuse);
    if (held !== 0) return this.send(ticket);
    this.traded.orders.countSignal("nothing-to-close");
    return 0;
  }

  private modify(id: number, change: OrderChange): boolean {
    const ticket = this.working.ticketOf(id);
    if (ticket === undefined) return false;
    const { refuse } = this;
    const { aim } = ticket;
    const limit = change.limit === undefined ? ticket.limit : readPrice("limit", change.limit, refuse);
    const stop = change.stop === undefined ? ticket.stop : readPrice("stop", change.stop, refuse);
    if (change.size !== undefined && aim.kind !== "trade")
      refuse("an order that closes or holds has no size to change");
    const isSized = change.size !== undefined && aim.kind === "trade";
    const changed = isSized ? { ...aim, size: readSize(change.size, refuse) } : aim;
    this.working.replace(this.clock.i, id, { ...ticket, aim: changed, limit, stop });
    return true;
  }

  // What went wrong ----------------------------------------------------------------------------------------------------

  private readonly refuse = (problem: string, hint = ""): never => {
    const { strategy } = this.program;
    const callback = this.calling ?? "after its run";
    throw new BacksightError("BACKSIGHT_ORDER_REQUEST", { strategy, callback, bar: this.barName(), problem, hint });
  };

  private thrown(error: unknown): unknown {
    return strategyThrew(this.program.strategy, `${this.calling ?? "a callback"} at ${this.barName()}`, error);
  }

  private barName(): string {
    const { i } = this.clock;
    return `bar ${i} (${isoTime(columnOf(this.bars, "closeTime").at(i)!)})`;
  }

  private scheduleRows(schedule: NonNullable<EventProgram["schedule"]>): Uint8Array {
    const rows = new Uint8Array(this.bars.length);
    for (const row of rebalanceRows(this.bars, schedule, this.firstDecision)) rows[row] = 1;
    return rows;
  }
}
