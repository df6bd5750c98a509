import { BacksightError } from "../../core/errors.ts";
import { columnOf } from "../../market/compact/compact-bars.ts";
import { isLastOfSession } from "../../market/last-of-session.ts";
import type { FillPlace } from "../ledger/ledger.ts";
import { OrderAmounts } from "./order-amounts.ts";
import { NOT_FILLED_REASONS, type NotFilledReason } from "./order-columns.ts";
import { OrderExecution } from "./order-execution.ts";
import { OrderExpiry } from "./order-expiry.ts";
import type { OrderListener, OrderNumbers } from "./order-listener.ts";
import { OrderMeetings, trigger } from "./order-meetings.ts";
import { OrderPart } from "./order-part.ts";
import { orderOf, raiseTrail, restateOrder } from "./order-state.ts";
import { advance } from "./order-states.ts";
import type { OrderSurroundings } from "./order-surroundings.ts";
import { RangeWalk } from "./range-walk.ts";
import { isTimedOut } from "./time-in-force.ts";
import { isAtMarket, isFresh, type OrderTicket, sideOf, type WorkingOrder } from "./working-order.ts";

/** Orders that may wait at once. */
export const MOST_ORDERS = 10_000;

/**
 * Any number of orders of one instrument that are under way: at market, or waiting for a price or an instant. Whatever
 * ends one is told to the order book.
 *
 * In a bar: what is due at market to reduce a position; the position's own stops and target, at the open; what is due at
 * market to enlarge; orders whose price the open is at or beyond, those that reduce first, each by submission; then the
 * rest of the bar along its `PriceWalk`, in which stops and target of the position take part; orders for a session's
 * close. An order fills whole, or as far as the bar has volume; at market its rest is due again before those of the next bar.
 */
export class WorkingOrders {
  private readonly around: OrderSurroundings;
  private readonly amounts: OrderAmounts;
  private readonly meetings: OrderMeetings;
  private readonly execution: OrderExecution;
  private readonly expiry: OrderExpiry;
  private readonly rangeWalk: RangeWalk;
  private readonly seesRange: boolean;
  private readonly listener: OrderListener | null;
  private market: WorkingOrder[] = [];
  private waiting: WorkingOrder[] = [];
  private readonly byId = new Map<number, WorkingOrder>();
  private readonly numbers: OrderNumbers;
  private splitsSeen = 0;

  constructor(around: OrderSurroundings, listener: OrderListener | null = null, numbers: OrderNumbers = { last: 0 }) {
    this.around = around;
    this.numbers = numbers;
    this.amounts = new OrderAmounts(around);
    this.meetings = new OrderMeetings(around);
    this.rangeWalk = new RangeWalk(around, this.meetings, this.fillMet.bind(this));
    this.expiry = new OrderExpiry(around, this.amounts, this.meetings, this.track.bind(this));
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
    const id = ++this.numbers.last;
    this.add(orderOf(this.around, i, id, ticket));
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
    this.add(Object.assign(orderOf(this.around, i, id, ticket), { extreme: before.extreme }));
  }

  /** Restates what waits by the splits of the night, and ends the orders whose time is over in bar `i`. */
  beginBar(i: number): void {
    const { bars, ledger } = this.around;
    for (; this.splitsSeen < ledger.splits.all.length; this.splitsSeen++) this.restate(this.splitsSeen);
    if (this.waiting.length === 0 && this.market.every(isFresh)) return;
    for (const order of [...this.waiting, ...this.market]) {
      if (order.isResting || !isAtMarket(order))
        if (isTimedOut(order.timeInForce, order.placedBar, i, bars) || bars.time[i]! >= order.until)
          this.end(order, "timed-out");
      this.endLeft(order);
    }
  }

  /** Does what is due at market to leave or to reduce. */
  reduceDue(reference: number, place: FillPlace): void {
    for (const order of this.market) this.reduceOne(order, reference, place);
  }

  /** Does what is due at market to open or enlarge; nothing at market is due afterwards. */
  increaseDue(reference: number, place: FillPlace): void {
    for (const order of this.takeDue()) this.increaseOne(order, reference, place);
  }

  /** Orders that wait, by number. */
  get resting(): readonly WorkingOrder[] {
    return this.waiting;
  }

  /** A price of one instant triggers an order, or is within the limit of one that has no trigger. */
  isMetBy(order: WorkingOrder, price: number): boolean {
    return this.meetings.isMetAtOpen(order, price, false);
  }

  /** Orders at market that are due, by number. */
  get due(): readonly WorkingOrder[] {
    return this.market;
  }

  /** The same, to be done by who takes them: none is due afterwards. */
  takeDue(): readonly WorkingOrder[] {
    const due = this.market;
    this.market = [];
    return due;
  }

  /** Does what one order at market takes from the position. */
  reduceOne(order: WorkingOrder, reference: number, place: FillPlace): void {
    if (order.isOpen && !this.isOnItsWay(order, place.bar))
      this.execution.reduce(order, reference, place, NaN, order.isTriggered);
  }

  /** Does what one order at market opens or enlarges; it is done with, unless it waits for volume. */
  increaseOne(order: WorkingOrder, reference: number, place: FillPlace): void {
    this.endLeft(order);
    const isOnItsWay = this.isOnItsWay(order, place.bar);
    if (order.isOpen && !isOnItsWay) this.execution.increase(order, reference, place, NaN, order.isTriggered);
    if (!order.isOpen) return;
    if (isOnItsWay) this.keepAtMarket(order);
    else if (order.half === null) this.done(order);
    else if (order.isImmediate) this.end(order, "not-immediate");
    else this.keepAtMarket(order);
  }

  /** An order at market goes on being due. */
  keepAtMarket(order: WorkingOrder): void {
    order.isResting = true;
    this.market.push(order);
  }

  /** No bar comes for what is due at market to reduce. */
  expireReductions(i: number): void {
    this.expiry.expireReductions(i, this.market);
  }

  /** No bar comes for what is due at market to open or enlarge. */
  expireIncreases(i: number): void {
    this.expiry.expireIncreases(i, this.market);
  }

  /** What is at market is done with, but for what waits for volume, or for a bar after `bar`; what never met one is told so. */
  forgetDue(bar = Infinity): void {
    const due = this.market;
    const isKept = ({ isResting, placedBar }: WorkingOrder) => isResting || placedBar > bar;
    this.market = due.filter((order) => order.isOpen && isKept(order));
    for (const order of due.filter((one) => !isKept(one))) {
      if (order.isOpen && !order.isExpired && order.aim.kind === "trade") this.end(order, "last-bar");
      else if (order.isOpen) this.done(order);
    }
  }

  /** Lets the open of bar `i` act on the orders that wait, those that reduce first. */
  meetOpen(i: number, isNewSession: boolean): void {
    if (this.waiting.length === 0) return;
    const met = this.metAtOpen(i, isNewSession);
    for (const { order } of met.filter(({ reduces }) => reduces)) this.fillAtOpen(order, i);
    for (const { order } of met.filter(({ reduces }) => !reduces)) this.fillAtOpen(order, i);
    this.passedOpen(isNewSession);
  }

  /** The orders that the open of bar `i` meets, by number, and whether they would reduce what is held now. */
  metAtOpen(i: number, isNewSession: boolean): { readonly order: WorkingOrder; readonly reduces: boolean }[] {
    const { bars, ledger } = this.around;
    const open = bars.open[i]!;
    return this.waiting
      .filter((order) => i >= order.placedBar && this.meetings.isMetAtOpen(order, open, isNewSession))
      .map((order) => ({ order, reduces: sideOf(order.aim, ledger.quantity) * ledger.quantity < 0 }));
  }

  /** Fills an order that the open of bar `i` meets. */
  fillAtOpen(order: WorkingOrder, i: number): void {
    const { bars } = this.around;
    this.fillAt(order, bars.open[i]!, { bar: i, phase: "open", time: columnOf(bars, "time").at(i)! });
  }

  /** Fills an order that waited, at a price that it accepts. */
  fillAt(order: WorkingOrder, price: number, place: FillPlace): void {
    if (!order.isOpen) return;
    const isTriggered = !Number.isNaN(order.stop) || order.trail !== null;
    if (isTriggered) trigger(order);
    if (this.meetings.isWithin(order, price)) this.execution.fill(order, price, place, order.limit, isTriggered);
    if (isTriggered) this.rest(order);
  }

  /** Ends what could only fill at the open that has passed. */
  passedOpen(isNewSession: boolean): void {
    for (const order of [...this.waiting])
      if ((order.isImmediate && this.seesRange) || (order.at === "session-open" && isNewSession))
        this.end(order, "not-immediate");
  }

  /** Lets the rest of bar `i` act on the orders that wait, and on the position's stops and target among them. */
  meetRange(i: number): void {
    if (this.meetings.isAnyInReach(i, this.waiting)) this.rangeWalk.pass(i, this.waiting);
    else this.around.desk.passBar(i);
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
    const resting = this.market.filter(({ isResting }) => isResting);
    for (const order of [...this.waiting, ...resting])
      this.end(order, order.placedBar > last ? "last-bar" : "data-ended");
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

  private fillMet(order: WorkingOrder, reference: number, place: FillPlace, limit: number, isStop: boolean): void {
    this.execution.fill(order, reference, place, limit, isStop);
    if (order.isOpen) order.doneIn = place.bar;
    if (isStop) this.rest(order);
  }

  /** Raises the trails by the whole of bar `i`. */
  private follow(i: number): void {
    const { bars, ledger } = this.around;
    if (!this.seesRange) for (const order of [...this.waiting]) if (order.isImmediate) this.end(order, "not-immediate");
    for (const order of this.waiting) raiseTrail(order, ledger.quantity, bars.high[i]!, bars.low[i]!);
  }

  private restate(k: number): void {
    const { ratio } = this.around.ledger.splits.all[k]!;
    for (const order of this.byId.values()) {
      this.execution.restate(order.id, ratio);
      restateOrder(order, ratio);
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
    const part = order.part ?? new OrderPart(decisionBar, side);
    this.track(order.id, () => orders.endPart(part, units, reason));
    this.done(order);
  }

  private isOnItsWay({ placedBar }: WorkingOrder, bar: number): boolean {
    return this.around.desk.delay.isDelayed && bar < placedBar;
  }

  private endLeft(order: WorkingOrder): void {
    const { part, half } = order;
    const { desk } = this.around;
    const isLeft =
      part !== null && part.filled > 0 && (part.positionsLeft !== desk.positionsLeft || desk.unfinished.isLeaving);
    if (order.isOpen && half === "increase" && isLeft) this.end(order, "left-meanwhile");
  }

  /** A triggered stop that found no volume for all of it is at market from now on. */
  private rest(order: WorkingOrder): void {
    const at = this.waiting.indexOf(order);
    if (!order.isOpen || order.half === null || at < 0 || !Number.isNaN(order.limit)) return;
    order.stop = NaN;
    order.trail = null;
    order.isTriggered = true;
    this.waiting.splice(at, 1);
    if (order.isImmediate) this.end(order, "not-immediate");
    else this.keepAtMarket(order);
  }

  private done(order: WorkingOrder): void {
    order.isOpen = false;
    this.byId.delete(order.id);
    this.execution.forget(order.id);
    const at = this.waiting.indexOf(order);
    if (at >= 0) this.waiting.splice(at, 1);
    else if (order.isResting) this.market = this.market.filter((one) => one !== order);
  }

  /** Tells the listener which order what happens meanwhile belongs to. */
  private track(id: number, act: () => void): void {
    this.listener?.before();
    act();
    this.listener?.after(id);
  }
}
