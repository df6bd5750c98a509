import type { Bars } from "../../market/bars.ts";
import { withPlainPrices } from "../../market/compact/compact-bars.ts";
import type { EventFrame, EventProgram, InstrumentView, OrderPrices } from "../../strategy/event-strategy.ts";
import { NO_LEVELS } from "../../trading/fills/exit-guard.ts";
import type { InstrumentTrading } from "../../trading/open-trading.ts";
import type { OrderNumbers } from "../../trading/orders/order-listener.ts";
import type { OrderTicket } from "../../trading/orders/working-order.ts";
import { WorkingOrders } from "../../trading/orders/working-orders.ts";
import { refusedFeature } from "../../trading/rules/check-order.ts";
import { BACKSIGHT_RULES } from "../../trading/rules/presets.ts";
import { lastEntryBarOf, type SimulationSettings } from "../../trading/simulation-settings.ts";
import { PositionNow } from "./account-now.ts";
import type { BarClock } from "./bar-clock.ts";
import { BarNow } from "./bar-now.ts";
import { ColumnCursor } from "./column-cursor.ts";
import { PastNow, TimeframeNow } from "./past-now.ts";
import { type RefuseOrder, readChange, readClose, readOrder, readTarget } from "./read-order.ts";
import type { GuardedNow, HeldNow, OrderTaker, StandIn } from "./stand-in.ts";
import { ViewNow, type ViewParts } from "./view-now.ts";

/** What a strategy declared of one instrument. */
export type Declared = Pick<EventProgram, "columns" | "frames" | "seen" | "level">;

/** A longer timeframe, and where its clock stands. */
interface FrameNow extends EventFrame {
  readonly name: string;
  readonly clock: BarClock;
}

/** What the instruments of a run have in common. */
export interface SharedByInstruments {
  readonly input: Omit<SimulationSettings, "bars">;
  readonly numbers: OrderNumbers;
  /** Whose fills and ends are which order's is kept. */
  readonly isTold: boolean;
  /** Ends a request that can't be understood. */
  readonly refuse: RefuseOrder;
  /** @throws {BacksightError} where no callback is being called */
  readonly checkCalling: () => void;
  readonly cancel: (order: number) => boolean;
  /** The instrument that has an order under way; undefined: none. */
  readonly holderOf: (order: number) => InstrumentNow | undefined;
}

/** Orders that live on rows of their own, beside the bars that a strategy sees. */
export interface OrderRows {
  /** The row that orders are sent at. */
  readonly clock: BarClock;
  /** What the strategy sees. */
  readonly bars: Bars;
  /** What a ticket is there. @throws what `refuse` throws */
  readonly ticket: (ticket: OrderTicket, refuse: RefuseOrder) => OrderTicket;
}

/** One instrument of a run: its clock, its orders under way, and what the strategy sees of it. */
export class InstrumentNow {
  readonly clock: BarClock = { i: 0, isNew: true };
  readonly traded: InstrumentTrading;
  readonly working: WorkingOrders;
  /** What orders are sent to: what works them, unless something stands in. */
  readonly taker: OrderTaker;
  readonly shown: HeldNow;
  /** What the strategy sees, and what that is made of. */
  readonly view: ViewNow;
  readonly parts: ViewParts;
  /** Of each fill, and of each order that ended, the number of the order as it was sent. */
  readonly fillIds: number[] = [];
  readonly orderIds: number[] = [];
  fillsTold = 0;
  ordersTold = 0;
  private readonly guarded: GuardedNow;
  private readonly shared: SharedByInstruments;
  private readonly frames: readonly FrameNow[];
  /** A price that is seen at a bar, times this, is money there; null: it is money already. */
  private readonly level: Float64Array | null;

  private readonly rows: OrderRows | null;
  /** Counts what orders are sent at; the bars, unless orders live on other rows. */
  private readonly orderClock: BarClock;
  private readonly seen: Bars;

  /**
   * @param rows of what orders live on, where that isn't the bars that the strategy sees
   * @param standIn what takes the orders, and shows what came of them, where that isn't what trades
   */
  constructor(
    traded: InstrumentTrading,
    declared: Declared,
    shared: SharedByInstruments,
    rows: OrderRows | null = null,
    standIn: StandIn | null = null,
  ) {
    this.rows = rows;
    this.orderClock = rows?.clock ?? this.clock;
    this.seen = rows?.bars ?? withPlainPrices(traded.bars);
    const { ledger, desk, orders } = traded;
    const { rules = BACKSIGHT_RULES, intrabar = "worst", direction = "both" } = shared.input;
    const bars = withPlainPrices(traded.bars);
    this.traded = { ...traded, bars };
    this.shared = shared;
    const lastEntryBar = lastEntryBarOf(bars, rules);
    const around = { bars, ledger, desk, orders, rules, intrabar, direction, lastEntryBar };
    this.working = new WorkingOrders(around, shared.isTold ? this : null, shared.numbers);
    this.taker = standIn?.taker ?? this.working;
    this.shown = standIn?.held ?? ledger;
    this.guarded = standIn?.guarded ?? desk;
    this.frames = Array.from(declared.frames ?? [], ([name, frame]) => ({
      ...{ name, ...frame },
      clock: { i: -1, isNew: false },
    }));
    this.level = declared.level ?? null;
    this.parts = this.createParts(declared);
    this.view = new ViewNow(this.parts);
  }

  get hasFrames(): boolean {
    return this.frames.length > 0;
  }

  /** Bar `i` closes at this instant. */
  moveTo(i: number): void {
    const { clock, frames } = this;
    clock.i = i;
    clock.isNew = true;
    for (let k = 0; k < frames.length; k++) {
      const { index, clock: longer } = frames[k]!;
      const at = index[i]!;
      longer.isNew = at >= 0 && (i === 0 || index[i - 1] !== at);
      longer.i = at;
    }
  }

  /** No bar of its own closes at this instant. */
  stay(): void {
    this.clock.isNew = false;
    for (const { clock } of this.frames) clock.isNew = false;
  }

  /** Its bars haven't begun, or are over. */
  private get isAway(): boolean {
    const { i, isNew } = this.clock;
    return this.rows === null && (i < 0 || (!isNew && i === this.traded.bars.length - 1));
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

  // What the strategy sees ----------------------------------------------------------------------------------------------

  private createParts({ columns, seen }: Declared): ViewParts {
    const { clock, taker, shared, shown, guarded } = this;
    const { bars } = this.traded;
    const { refuse, input } = shared;
    const cursors = (of: Declared["columns"], at: BarClock) =>
      Array.from(of, ([name, column]) => [name, new ColumnCursor(at, numbersOf(column))] as const);
    const prices = this.level === null || seen === undefined ? this.seen : withPlainPrices(seen);
    const declared = [
      ...cursors(columns, clock),
      ...this.frames.flatMap((frame) => cursors(frame.columns, frame.clock)),
    ];
    const frames = this.frames.map((frame) => [frame.name, new TimeframeNow(frame.clock, frame.bars)]);
    const [plainBuy, plainSell] = [
      readOrder(1, undefined, input.size, refuse),
      readOrder(-1, undefined, input.size, refuse),
    ];
    return {
      ...{ clock, taker },
      symbol: bars.instrument.symbol,
      bar: new BarNow(clock, prices),
      at: Object.freeze(Object.fromEntries(declared)),
      past: new PastNow(clock, prices),
      frames: Object.freeze(Object.fromEntries(frames)),
      position: new PositionNow(this.orderClock, bars.close, shown, guarded, this.level),
      buy: (order) => this.send(order === undefined ? plainBuy : readOrder(1, order, input.size, refuse)),
      sell: (order) => this.send(order === undefined ? plainSell : readOrder(-1, order, input.size, refuse)),
      close: (order) => this.sendClose(order),
      hold: (target) => this.send(readTarget(target, refuse)),
      cancel: shared.cancel,
      cancelAll: () => taker.cancelAll(),
      modify: (id, change) => shared.holderOf(id)?.replace(id, change) ?? false,
    };
  }

  /** What a strategy is shown of a price of its bar. */
  asSeen(price: number): number {
    return this.level === null ? price : price / this.level[this.clock.i]!;
  }

  /** An order whose prices were derived from what is seen, at its prices in money. */
  private inMoney(ticket: OrderTicket): OrderTicket {
    if (this.level === null) return ticket;
    const level = this.level[this.clock.i]!;
    const { trail, levels } = ticket;
    return {
      ...ticket,
      limit: ticket.limit * level,
      stop: ticket.stop * level,
      trail: trail?.kind === "amount" ? { kind: "amount", amount: trail.amount * level } : trail,
      levels: levels === NO_LEVELS ? levels : { ...levels, stop: levels.stop * level, target: levels.target * level },
    };
  }

  private send(ticket: OrderTicket): number {
    this.shared.checkCalling();
    const { rules = BACKSIGHT_RULES } = this.shared.input;
    const refused = refusedFeature(rules, ticket);
    if (refused !== null) this.shared.refuse(`the rules "${rules.name}" have no way to express ${refused}`);
    if (!this.isAway) return this.taker.place(this.orderClock.i, this.onRows(this.inMoney(ticket)));
    this.traded.orders.countSignal("not-trading");
    return 0;
  }

  private onRows(ticket: OrderTicket): OrderTicket {
    return this.rows === null ? ticket : this.rows.ticket(ticket, this.shared.refuse);
  }

  private sendClose(order: OrderPrices | undefined): number {
    const held = this.shown.quantity;
    const ticket = readClose(order, held > 0 ? -1 : 1, this.shared.refuse);
    if (held !== 0) return this.send(ticket);
    this.traded.orders.countSignal("nothing-to-close");
    return 0;
  }

  private replace(id: number, change: Parameters<InstrumentView<unknown>["modify"]>[1]): boolean {
    const ticket = this.taker.ticketOf(id);
    if (ticket === undefined) return false;
    const changed = readChange(ticket, change, this.shared.refuse);
    const { limit, stop } = this.inMoney(changed);
    this.taker.replace(this.orderClock.i, id, {
      ...changed,
      ...(change.limit === undefined ? {} : { limit }),
      ...(change.stop === undefined ? {} : { stop }),
    });
    return true;
  }
}

function numbersOf(column: Float64Array | Uint8Array): Float64Array {
  return column instanceof Float64Array ? column : Float64Array.from(column);
}
