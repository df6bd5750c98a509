import type { Ratio } from "../../data/prepare/ratio.ts";
import type { FillSide } from "../costs/transaction-cost-engine.ts";
import type { FillPlace } from "../ledger/ledger.ts";
import { unitsAfter } from "../ledger/split-history.ts";
import type { ExitReason } from "../trade-columns.ts";
import type { FoundPrice } from "./found-price.ts";
import { type OrderAmounts, ROUNDING } from "./order-amounts.ts";
import type { NotFilledReason } from "./order-columns.ts";
import type { OrderMeetings } from "./order-meetings.ts";
import { OrderPart } from "./order-part.ts";
import type { OrderSurroundings } from "./order-surroundings.ts";
import { askedUnits, type Size } from "./size.ts";
import { isAtMarket, sideOf, type WorkingOrder } from "./working-order.ts";

/** What becomes of orders, as those that keep them know it. */
interface OrderEnds {
  /** Whose fills and ends come about meanwhile. */
  track(id: number, act: () => void): void;
  /** It is under way no more. */
  done(order: WorkingOrder): void;
  /** It ends without a fill. */
  end(order: WorkingOrder, reason: NotFilledReason): void;
  /** It was filled: the others of its group end. */
  cancelGroup(order: WorkingOrder): void;
}

/** Trades orders that found their price: first what they take from a position, then what opens or enlarges one. */
export class OrderExecution {
  private readonly around: OrderSurroundings;
  private readonly amounts: OrderAmounts;
  private readonly meetings: OrderMeetings;
  private readonly ends: OrderEnds;
  /** Units that orders leave for their second half, to open or enlarge. */
  private readonly rest = new Map<number, Size>();

  constructor(around: OrderSurroundings, amounts: OrderAmounts, meetings: OrderMeetings, ends: OrderEnds) {
    this.around = around;
    this.amounts = amounts;
    this.meetings = meetings;
    this.ends = ends;
  }

  /** Nothing of the order is left. */
  forget(id: number): void {
    this.rest.delete(id);
  }

  /** Restates what an order leaves for its second half in new shares. */
  restate(id: number, split: Ratio): void {
    const size = this.rest.get(id);
    if (size?.kind === "quantity") this.rest.set(id, { kind: "quantity", quantity: unitsAfter(split, size.quantity) });
  }

  /** Fills an order that found its price, as far as it may. */
  fill(order: WorkingOrder, reference: number, place: FillPlace, limit: number, isStop: boolean): void {
    const isMaker = place.isMaker ?? !Number.isNaN(limit);
    const at = isMaker ? { ...place, isMaker } : place;
    const waitsStill = !this.reduce(order, reference, at, limit, isStop);
    if (order.isOpen && !waitsStill) this.increase(order, reference, at, limit, isStop);
  }

  /**
   * Takes from the position what the order takes.
   *
   * @returns false when it would pay worse than its limit, or waits for volume
   */
  reduce(order: WorkingOrder, reference: number, place: FillPlace, limit: number, isStop: boolean): boolean {
    const { desk, ledger } = this.around;
    const { aim, decisionBar } = order;
    if (order.half === "increase") return true;
    const held = Math.abs(ledger.quantity);
    const side = sideOf(aim, ledger.quantity);
    let quantity = 0;
    let { turns } = order;
    if (order.half === "reduce" && order.part !== null) {
      if (order.part.side * ledger.quantity >= 0) {
        this.ends.end(order, "position-closed");
        return true;
      }
      quantity = Math.min(order.part.left, held);
    } else if (aim.kind === "hold") {
      quantity = this.amounts.surplus(order, reference);
      turns = aim.value * ledger.quantity < 0;
    } else if (side * ledger.quantity < 0) {
      const units = aim.kind === "trade" ? this.amounts.unitsOf(aim.size, decisionBar) : NaN;
      quantity = Number.isNaN(units) ? held : Math.min(held, units);
      turns = aim.kind === "trade" && !aim.reduceOnly && (Number.isNaN(units) || units > held * (1 + ROUNDING));
      if (turns && !this.meetings.mayOpen(side as FillSide)) turns = false;
      if (order.isWhole === true && this.lacksVolume(place, turns && !Number.isNaN(units) ? units : quantity)) {
        this.ends.end(order, "not-immediate");
        return true;
      }
    }
    if (order.half === null) this.rest.delete(order.id);
    if (quantity <= 0) return true;
    const reason = order.reason ?? reasonOf(order, turns, isStop);
    const found: FoundPrice = { decisionBar, reference, limit, isStop };
    const part = order.part ?? new OrderPart(decisionBar, ledger.quantity > 0 ? -1 : 1);
    part.left = quantity;
    let isFilled = false;
    this.ends.track(order.id, () => {
      isFilled = desk.reduceFound(found, part, place, reason);
    });
    if (isFilled) this.ends.cancelGroup(order);
    if (order.half === null) {
      const units =
        aim.kind === "trade" && aim.size.kind === "quantity" ? this.amounts.unitsOf(aim.size, decisionBar) : NaN;
      if (turns && !Number.isNaN(units)) this.rest.set(order.id, { kind: "quantity", quantity: units - quantity });
    }
    if (!part.isDone) {
      if (isFilled || this.around.desk.volume.leftIn(place.bar) === 0) {
        order.part = part;
        order.half = "reduce";
        order.reason = reason;
        order.turns = turns;
      } else this.rest.delete(order.id);
      return false;
    }
    order.part = null;
    order.half = null;
    order.reason = null;
    if (aim.kind === "close" || (aim.kind === "trade" && aim.reduceOnly) || !turns) this.ends.done(order);
    return true;
  }

  /** Opens or enlarges a position by what the order has left. */
  increase(order: WorkingOrder, reference: number, place: FillPlace, limit: number, isStop: boolean): void {
    const { desk, ledger, orders, lastEntryBar } = this.around;
    const { aim, decisionBar, placedBar, levels, equityAtDecision, isWhole = false } = order;
    if (order.half === "reduce") return;
    const side = order.part === null ? sideOf(aim, ledger.quantity) : order.part.side;
    if (aim.kind === "close" || side === 0) {
      if (aim.kind === "close" && !isAtMarket(order)) this.ends.end(order, "position-closed");
      return;
    }
    if (aim.kind === "trade" && aim.reduceOnly) {
      this.ends.track(order.id, () => orders.notFilled(decisionBar, side, askedUnits(aim.size), "nothing-to-close"));
      this.ends.done(order);
      return;
    }
    if (order.part !== null && side * ledger.quantity < 0) return;
    const size =
      aim.kind === "hold"
        ? this.amounts.missing(order, side, reference)
        : (this.rest.get(order.id) ?? this.amounts.sizeNow(order));
    if (size === null && (order.part === null || Number.isNaN(order.part.left))) {
      this.ends.done(order);
      return;
    }
    const asked = size ?? { kind: "quantity", quantity: order.part!.left };
    if (!this.meetings.mayOpen(side)) {
      this.ends.track(order.id, () => orders.notFilled(decisionBar, side, askedUnits(asked), "wrong-side"));
      this.ends.done(order);
      return;
    }
    if (place.bar > lastEntryBar) return;
    const found: FoundPrice = { decisionBar, reference, limit, isStop };
    const entry = { side, size: asked, levels, equityAtDecision, placedBar, named: order.named, isWhole };
    const part = order.part ?? new OrderPart(decisionBar, side);
    const before = part.filled;
    let outcome = "waiting";
    this.ends.track(order.id, () => {
      outcome = desk.increaseFound(found, entry, place, part);
    });
    if (outcome === "waiting") return;
    if (part.filled > before) this.ends.cancelGroup(order);
    if (outcome === "open") {
      order.part = part;
      order.half = "increase";
    } else this.ends.done(order);
  }

  private lacksVolume({ bar }: FillPlace, quantity: number): boolean {
    return this.around.desk.volume.cut(bar, quantity) < quantity;
  }
}

function reasonOf({ trail }: WorkingOrder, turns: boolean, isStop: boolean): ExitReason {
  if (!isStop) return turns ? "reverse" : "signal";
  return trail === null ? "stop-loss" : "trailing-stop";
}
