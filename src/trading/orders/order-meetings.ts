import type { FillSide } from "../costs/transaction-cost-engine.ts";
import type { BarPrices } from "../fills/protective-exit.ts";
import { stopLimitFill } from "../fills/stop-fill.ts";
import type { OrderSurroundings } from "./order-surroundings.ts";
import type { PriceWalk, WalkPlace } from "./price-walk.ts";
import { sideOf, trailLevel, type WorkingOrder } from "./working-order.ts";

/** A price of a bar that an order is met at. */
export interface Meeting {
  readonly order: WorkingOrder;
  readonly place: WalkPlace;
  readonly reference: number;
  /** Price that it must not be worse than; NaN: at market. */
  readonly limit: number;
}

/** Finds where bars meet orders that wait for a price. */
export class OrderMeetings {
  private readonly around: OrderSurroundings;

  constructor(around: OrderSurroundings) {
    this.around = around;
  }

  /** The run may take that side. */
  mayOpen(side: FillSide): boolean {
    const { direction } = this.around;
    return direction === "both" || (direction === "long") === side > 0;
  }

  /** A price is no worse than the order's limit. */
  isWithin({ limit, aim }: WorkingOrder, price: number): boolean {
    const side = sideOf(aim, this.around.ledger.quantity);
    return Number.isNaN(limit) || (side > 0 ? price <= limit : price >= limit);
  }

  /** The open of a bar meets the order. */
  isMetAtOpen(order: WorkingOrder, open: number, isNewSession: boolean): boolean {
    if (order.at !== null) return order.at === "session-open" && isNewSession;
    const side = sideOf(order.aim, this.around.ledger.quantity);
    if (side === 0 || this.around.rules.pricesSeen === "close" || !this.mayMeet(order, side)) return false;
    const trigger = this.triggerOf(order, side);
    if (!Number.isNaN(trigger)) return side > 0 ? open >= trigger : open <= trigger;
    return this.around.rules.limitGap === "open" && this.isWithin(order, open);
  }

  /** Price that triggers the order; NaN for a limit order. */
  private triggerOf({ stop, trail, extreme }: WorkingOrder, side: FillSide): number {
    return trail === null ? stop : trailLevel(trail, side, extreme);
  }

  /** An order that may only reduce waits until there is something to reduce. */
  private mayMeet({ aim }: WorkingOrder, side: FillSide): boolean {
    const canOnlyReduce = aim.kind === "close" || (aim.kind === "trade" && aim.reduceOnly);
    return !canOnlyReduce || side * this.around.ledger.quantity < 0;
  }

  /** Bar `i` may meet one of the orders. */
  isAnyInReach(i: number, waiting: readonly WorkingOrder[]): boolean {
    const { bars, ledger, rules } = this.around;
    if (rules.pricesSeen === "close") return waiting.length > 0;
    const [high, low] = [bars.high[i]!, bars.low[i]!];
    for (const order of waiting) {
      const side = sideOf(order.aim, ledger.quantity) || 1;
      const trigger = this.triggerOf(order, side);
      if (order.trail !== null) {
        const best = side < 0 ? Math.max(order.extreme, high) : Math.min(order.extreme, low);
        const level = trailLevel(order.trail, side, best);
        if (side < 0 ? low <= level : high >= level) return true;
      } else if (!Number.isNaN(trigger)) {
        if (side > 0 ? high >= trigger : low <= trigger) return true;
      } else if (side > 0 ? low <= order.limit : high >= order.limit) return true;
    }
    return false;
  }

  /** Where the rest of bar `i` meets the order; null when it doesn't. A stop-limit order may be triggered by that only. */
  meetingOf(order: WorkingOrder, walk: PriceWalk, bar: BarPrices, i: number): Meeting | null {
    const { ledger, rules, intrabar } = this.around;
    const side = sideOf(order.aim, ledger.quantity);
    const { limit, trail } = order;
    if (side === 0 || !this.mayMeet(order, side)) return null;
    if (trail !== null) {
      const place = walk.nextTrail(trail, side, order.extreme);
      if (place === null) return null;
      const reference = side * (walk.price - place.level) >= 0 ? walk.price : place.level;
      return { order, place, reference, limit: NaN };
    }
    if (Number.isNaN(order.stop)) {
      const place = walk.next(side > 0 ? -1 : 1, limit);
      if (place === null) return null;
      const isBeyond = side * (limit - walk.price) >= 0;
      const isInBar = bar.low <= limit && limit <= bar.high;
      if (rules.limitGap === "limit" && !isInBar) return null;
      return { order, place, reference: isBeyond && rules.limitGap === "open" ? walk.price : limit, limit };
    }
    const place = walk.next(side, order.stop);
    if (place === null) return null;
    const reference = side * (walk.price - order.stop) >= 0 ? walk.price : order.stop;
    if (Number.isNaN(limit)) return { order, place, reference, limit: NaN };
    const { fill } = stopLimitFill(side, order.stop, limit, bar, intrabar);
    if (fill !== null) return { order, place, reference: fill.reference, limit };
    trigger(order);
    order.doneIn = i;
    return null;
  }
}

/** The order's stop was reached: with a limit, it is a limit order from then on. */
export function trigger(order: WorkingOrder): void {
  if (Number.isNaN(order.limit)) return;
  order.stop = NaN;
  order.trail = null;
}
