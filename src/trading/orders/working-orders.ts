import { BacksightError } from "../../core/errors.ts";
import { columnOf } from "../../market/compact/compact-bars.ts";
import { isLastOfSession } from "../../market/last-of-session.ts";
import { type BarPrices, barSeen } from "../fills/protective-exit.ts";
import type { FillPlace } from "../ledger/ledger.ts";
import { priceAfter } from "../ledger/split-history.ts";
import { OrderAmounts } from "./order-amounts.ts";
import { NOT_FILLED_REASONS, type NotFilledReason } from "./order-columns.ts";
import { OrderExecution } from "./order-execution.ts";
import { type Meeting, OrderMeetings, trigger } from "./order-meetings.ts";
import { advance } from "./order-states.ts";
import type { OrderSurroundings } from "./order-surroundings.ts";
import { comparePlaces, PriceWalk } from "./price-walk.ts";
import { isTimedOut } from "./time-in-force.ts";
import { isAtMarket, type OrderTicket, sideOf, type WorkingOrder } from "./working-order.ts";

/** Orders that may wait at once. */
export const MOST_ORDERS = 10_000;

/** Told whose the fills and ends are that come about meanwhile; absent: nobody. */
export interface OrderListener {
  before(): void;
  after(id: number): void;
}

/**
 * Any number of orders of one instrument that are under way: at market, or waiting for a price or an instant. Whatever
 * ends one is told to the order book.
 *
 * In a bar: what is due at market to reduce a position; the position's own stops and target, at the open; what is due at
 * market to enlarge; orders whose price the open is at or beyond, those that reduce first, each by submission; then the
 * rest of the bar along its `PriceWalk`, in which stops and target of the position take part; orders for a session's
 * close. An order fills whole.
 */
export class WorkingOrders {
  private readonly around: OrderSurroundings;
  private readonly amounts: OrderAmounts;
  private readonly meetings: OrderMeetings;
  private readonly execution: OrderExecution;
  private readonly seesRange: boolean;
  private readonly listener: OrderListener | null;
  private market: WorkingOrder[] = [];
  private waiting: WorkingOrder[] = [];
  private readonly byId = new Map<number, WorkingOrder>();
  private lastId = 0;
  private splitsSeen = 0;

  constructor(around: OrderSurroundings, listener: OrderListener | null = null) {
    this.around = around;
    this.amounts = new OrderAmounts(around);
    this.meetings = new OrderMeetings(around);
    this.execution = new OrderExecution(around, this.amounts, this.meetings, {
      track: this.track.bind(this),
      done: this.done.bind(this),
      end: this.end.bind(this),
      cancelGroup: this.cancelGroup.bind(this),
    });
    this.listener = listener;
    this.seesRange = around.rules.pricesSeen === "range";
  }

  /** Orders that wait for a price or an instant. */
  get count(): number {
    return this.waiting.length;
  }

  /** Orders at market are due. */
  get isDue(): boolean {
    return this.market.length > 0;
  }

  /** Sends an order at the close of bar `i`. @throws {BacksightError} BACKSIGHT_ORDER_FLOOD when too many wait */
  place(i: number, ticket: OrderTicket): number {
    const id = ++this.lastId;
    this.add({ ...ticket, ...this.born(i, id) });
    return id;
  }

  /** Takes an order back. @returns false when it isn't under way any more */
  cancel(id: number, reason: NotFilledReason = "withdrawn"): boolean {
    const order = this.byId.get(id);
    if (order === undefined) return false;
    this.end(order, reason);
    return true;
  }

  cancelAll(): void {
    for (const order of [...this.byId.values()]) this.end(order, "withdrawn");
  }

  /** The order as it was sent; undefined when it isn't under way any more. */
  ticketOf(id: number): OrderTicket | undefined {
    return this.byId.get(id);
  }

  /** Puts another order in an order's place, under its number. */
  replace(i: number, id: number, ticket: OrderTicket): void {
    const before = this.byId.get(id);
    if (before === undefined) return;
    this.end(before, "replaced");
    this.add({ ...ticket, ...this.born(i, id), extreme: before.extreme });
  }

  // The bar ----------------------------------------------------------------------------------------------------------

  /** Restates what waits by the splits of the night, and ends the orders whose time is over in bar `i`. */
  beginBar(i: number): void {
    const { bars, ledger } = this.around;
    for (; this.splitsSeen < ledger.splits.all.length; this.splitsSeen++) this.restate(this.splitsSeen);
    for (const order of [...this.waiting])
      if (isTimedOut(order.timeInForce, order.placedBar, i, bars) || bars.time[i]! >= order.until)
        this.end(order, "timed-out");
  }

  /** Does what is due at market to leave or to reduce. */
  reduceDue(reference: number, place: FillPlace): void {
    for (const order of this.market) if (order.isOpen) this.execution.reduce(order, reference, place, NaN, false);
  }

  /** Does what is due at market to open or enlarge; nothing at market is due afterwards. */
  increaseDue(reference: number, place: FillPlace): void {
    const due = this.market;
    this.market = [];
    for (const order of due) {
      if (order.isOpen) this.execution.increase(order, reference, place, NaN, false);
      if (order.isOpen) this.done(order);
    }
  }

  /** No bar comes for what is due at market to reduce. */
  expireReductions(i: number): void {
    const { desk, ledger } = this.around;
    let held = ledger.quantity;
    for (const order of this.market) {
      const side = sideOf(order.aim, held);
      const quantity = this.amounts.unitsReduced(order, held);
      if (quantity === 0 || side === 0) continue;
      held += side * quantity;
      order.isExpired = true;
      this.track(order.id, () => desk.expire(i, side, quantity));
    }
  }

  /** No bar comes for what is due at market to open or enlarge. */
  expireIncreases(i: number): void {
    const { desk, ledger } = this.around;
    let held = ledger.quantity;
    for (const order of this.market) {
      const { aim } = order;
      const side = sideOf(aim, held);
      const reduced = this.amounts.unitsReduced(order, held);
      if (side !== 0) held += side * reduced;
      const isOver = aim.kind === "close" || (aim.kind === "trade" && aim.reduceOnly);
      if (isOver || side === 0 || !this.meetings.mayOpen(side) || (aim.kind === "hold" && aim.value === 0)) continue;
      const size = this.amounts.sizeLeft(order, reduced);
      if (size === null) continue;
      order.isExpired = true;
      this.track(order.id, () => desk.expireEntry(i, side, size));
    }
  }

  /** What is at market is done with; what never met a bar is told so. */
  forgetDue(): void {
    for (const order of this.market) {
      if (order.isOpen && !order.isExpired && order.aim.kind === "trade") this.end(order, "last-bar");
      else if (order.isOpen) this.done(order);
    }
    this.market = [];
  }

  /** Lets the open of bar `i` act on the orders that wait, those that reduce first. */
  meetOpen(i: number, isNewSession: boolean): void {
    if (this.waiting.length === 0) return;
    const { bars, ledger } = this.around;
    const open = bars.open[i]!;
    const place: FillPlace = { bar: i, phase: "open", time: columnOf(bars, "time").at(i)! };
    const atOpen = this.waiting.filter((order) => this.meetings.isMetAtOpen(order, open, isNewSession));
    const reduces = (order: WorkingOrder) => sideOf(order.aim, ledger.quantity) * ledger.quantity < 0;
    const reducing = atOpen.filter(reduces);
    for (const order of [...reducing, ...atOpen.filter((one) => !reducing.includes(one))]) {
      if (!order.isOpen) continue;
      const isTriggered = !Number.isNaN(order.stop) || order.trail !== null;
      if (isTriggered) trigger(order);
      if (this.meetings.isWithin(order, open)) this.execution.fill(order, open, place, order.limit, isTriggered);
    }
    for (const order of [...this.waiting])
      if ((order.isImmediate && this.seesRange) || (order.at === "session-open" && isNewSession))
        this.end(order, "not-immediate");
  }

  /** Lets the rest of bar `i` act on the orders that wait, and on the position's stops and target among them. */
  meetRange(i: number): void {
    const { bars, desk, ledger, intrabar } = this.around;
    if (!this.meetings.isAnyInReach(i, this.waiting)) {
      desk.passBar(i);
      this.follow(i);
      return;
    }
    const bar = barSeen(bars, i, this.seesRange);
    const held = ledger.quantity;
    const first = held !== 0 ? held : (this.waiting.map(({ aim }) => sideOf(aim, 0)).find((side) => side !== 0) ?? 1);
    const walk = new PriceWalk(bar, intrabar, first > 0 ? 1 : -1);
    const place: FillPlace = this.placeIn(i);
    let exit = desk.exits.within(i);
    let isGuardDone = false;
    for (;;) {
      const meeting = this.nextMeeting(i, walk, bar);
      const exitPlace = exit === null ? null : walk.placeOf(exit, ledger.quantity);
      if (exit !== null && (meeting === null || comparePlaces(exitPlace!, meeting.place) <= 0)) {
        walk.goTo(exitPlace!, exit.reference);
        desk.exits.book(i, exit);
        isGuardDone = true;
        exit = null;
        continue;
      }
      if (meeting === null) break;
      const { order, reference, limit } = meeting;
      walk.goTo(meeting.place, reference);
      const before = ledger.quantity;
      const isStop = !Number.isNaN(order.stop) || order.trail !== null;
      const kind = isStop && (Number.isNaN(limit) || reference === order.stop) ? "stop" : "limit";
      if (isStop) trigger(order);
      this.execution.fill(order, reference, place, limit, isStop);
      if (order.isOpen) order.doneIn = i;
      const after = ledger.quantity;
      if (after === before) continue;
      if (after !== 0 && (before * after <= 0 || Math.abs(after) > Math.abs(before)) && this.seesRange) {
        const side = after > 0 ? 1 : -1;
        walk.entered(kind, side, reference);
        desk.exits.meetRest(i, { kind, price: reference });
        isGuardDone = true;
        exit = null;
      } else if (after === 0 || !isGuardDone) exit = after === 0 ? null : desk.exits.within(i);
    }
    if (!isGuardDone && ledger.quantity !== 0) desk.exits.survive(i);
    this.follow(i);
  }

  /** Lets the close of bar `i`, the last of its session, act on the orders for it. */
  meetClose(i: number): void {
    const { bars } = this.around;
    if (this.waiting.length === 0 || !isLastOfSession(bars, i)) return;
    const close = bars.close[i]!;
    const place: FillPlace = { bar: i, phase: "close", time: columnOf(bars, "closeTime").at(i)! };
    for (const order of [...this.waiting]) {
      if (order.at !== "session-close" || i < order.placedBar || !order.isOpen) continue;
      if (this.meetings.isWithin(order, close)) this.execution.fill(order, close, place, order.limit, false);
      if (order.isOpen) this.end(order, "not-immediate");
    }
  }

  /** No bar comes after `last`. */
  endData(last: number): void {
    for (const order of [...this.waiting]) this.end(order, order.placedBar > last ? "last-bar" : "data-ended");
  }

  // One order --------------------------------------------------------------------------------------------------------

  private born(i: number, id: number) {
    const { bars, ledger } = this.around;
    const close = bars.close[i]!;
    const now = { decisionBar: i, placedBar: i + 1, equityAtDecision: ledger.equityAt(close), extreme: close };
    return { id, ...now, doneIn: -1, isOpen: true, isExpired: false };
  }

  private add(order: WorkingOrder): void {
    if (isAtMarket(order)) this.market.push(order);
    else {
      if (this.waiting.length >= MOST_ORDERS)
        throw new BacksightError("BACKSIGHT_ORDER_FLOOD", { most: MOST_ORDERS, bar: order.decisionBar });
      this.waiting.push(order);
    }
    this.byId.set(order.id, order);
  }

  private placeIn(i: number): FillPlace {
    const time = columnOf(this.around.bars, "closeTime").at(i)!;
    return { bar: i, phase: this.seesRange ? "intrabar" : "close", time };
  }

  /** The order that the walk meets next; of several at one place the one that was sent first. */
  private nextMeeting(i: number, walk: PriceWalk, bar: BarPrices): Meeting | null {
    let next: Meeting | null = null;
    for (const order of this.waiting) {
      if (order.at !== null || order.doneIn === i || i < order.placedBar) continue;
      const meeting = this.meetings.meetingOf(order, walk, bar, i);
      if (meeting !== null && (next === null || comparePlaces(meeting.place, next.place) < 0)) next = meeting;
    }
    return next;
  }

  // Ends -------------------------------------------------------------------------------------------------------------

  /** Raises the trails by the whole of bar `i`. */
  private follow(i: number): void {
    const { bars, ledger } = this.around;
    if (!this.seesRange) for (const order of [...this.waiting]) if (order.isImmediate) this.end(order, "not-immediate");
    for (const order of this.waiting) {
      if (order.trail === null) continue;
      const side = sideOf(order.aim, ledger.quantity);
      if (side < 0) order.extreme = Math.max(order.extreme, bars.high[i]!);
      else if (side > 0) order.extreme = Math.min(order.extreme, bars.low[i]!);
    }
  }

  private restate(k: number): void {
    const { ratio } = this.around.ledger.splits.all[k]!;
    for (const order of this.waiting) {
      order.limit = priceAfter(ratio, order.limit);
      order.stop = priceAfter(ratio, order.stop);
      order.extreme = priceAfter(ratio, order.extreme);
      if (order.trail?.kind === "amount")
        order.trail = { kind: "amount", amount: priceAfter(ratio, order.trail.amount) };
    }
  }

  private cancelGroup({ id, group }: WorkingOrder): void {
    if (group === null) return;
    for (const other of [...this.byId.values()])
      if (other.group === group && other.id !== id) this.end(other, "other-of-group");
  }

  private end(order: WorkingOrder, reason: NotFilledReason): void {
    const { orders, ledger } = this.around;
    const { aim, decisionBar } = order;
    advance("waiting", NOT_FILLED_REASONS[reason].status);
    const side = sideOf(aim, ledger.quantity) || 1;
    const units = aim.kind === "trade" ? this.amounts.unitsOf(aim.size, decisionBar) : NaN;
    this.track(order.id, () => orders.notFilled(decisionBar, side, units, reason));
    this.done(order);
  }

  private done(order: WorkingOrder): void {
    order.isOpen = false;
    this.byId.delete(order.id);
    this.execution.forget(order.id);
    const at = this.waiting.indexOf(order);
    if (at >= 0) this.waiting.splice(at, 1);
  }

  /** Tells the listener which order what happens meanwhile belongs to. */
  private track(id: number, act: () => void): void {
    this.listener?.before();
    act();
    this.listener?.after(id);
  }
}
