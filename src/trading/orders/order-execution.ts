import type { FillSide } from "../costs/transaction-cost-engine.ts";
import type { FillPlace } from "../ledger/ledger.ts";
import type { ExitReason } from "../trade-columns.ts";
import type { FoundPrice } from "./found-price.ts";
import { type OrderAmounts, ROUNDING } from "./order-amounts.ts";
import type { NotFilledReason } from "./order-columns.ts";
import type { OrderMeetings } from "./order-meetings.ts";
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

  /** Fills an order that found its price, as far as it may. */
  fill(order: WorkingOrder, reference: number, place: FillPlace, limit: number, isStop: boolean): void {
    const isMaker = !Number.isNaN(limit);
    const at = isMaker ? { ...place, isMaker } : place;
    const waitsStill = !this.reduce(order, reference, at, limit, isStop);
    if (order.isOpen && !waitsStill) this.increase(order, reference, at, limit, isStop);
  }

  /** Takes from the position what the order takes. @returns false when it would pay worse than its limit */
  reduce(order: WorkingOrder, reference: number, place: FillPlace, limit: number, isStop: boolean): boolean {
    const { desk, ledger } = this.around;
    const { aim, decisionBar } = order;
    const held = Math.abs(ledger.quantity);
    const side = sideOf(aim, ledger.quantity);
    let quantity = 0;
    let turns = false;
    if (aim.kind === "hold") {
      quantity = this.amounts.surplus(order, reference);
      turns = aim.value * ledger.quantity < 0;
    } else if (side * ledger.quantity < 0) {
      const units = aim.kind === "trade" ? this.amounts.unitsOf(aim.size, decisionBar) : NaN;
      quantity = Number.isNaN(units) ? held : Math.min(held, units);
      turns = aim.kind === "trade" && !aim.reduceOnly && (Number.isNaN(units) || units > held * (1 + ROUNDING));
      if (turns && !this.meetings.mayOpen(side as FillSide)) turns = false;
    }
    this.rest.delete(order.id);
    if (quantity <= 0) return true;
    const reason: ExitReason = !isStop
      ? turns
        ? "reverse"
        : "signal"
      : order.trail === null
        ? "stop-loss"
        : "trailing-stop";
    const found: FoundPrice = { decisionBar, reference, limit, isStop };
    let isFilled = false;
    this.ends.track(order.id, () => {
      isFilled = desk.reduceFound(found, quantity, place, reason);
    });
    if (!isFilled) return false;
    this.ends.cancelGroup(order);
    const left =
      aim.kind === "trade" && aim.size.kind === "quantity"
        ? this.amounts.unitsOf(aim.size, decisionBar) - quantity
        : NaN;
    if (aim.kind === "close" || (aim.kind === "trade" && aim.reduceOnly) || !turns) this.ends.done(order);
    else if (!Number.isNaN(left)) this.rest.set(order.id, { kind: "quantity", quantity: left });
    return true;
  }

  /** Opens or enlarges a position by what the order has left. */
  increase(order: WorkingOrder, reference: number, place: FillPlace, limit: number, isStop: boolean): void {
    const { desk, ledger, orders, lastEntryBar } = this.around;
    const { aim, decisionBar, placedBar, levels, equityAtDecision } = order;
    const side = sideOf(aim, ledger.quantity);
    if (aim.kind === "close" || side === 0) {
      if (aim.kind === "close" && !isAtMarket(order)) this.ends.end(order, "position-closed");
      return;
    }
    if (aim.kind === "trade" && aim.reduceOnly) {
      this.ends.track(order.id, () => orders.notFilled(decisionBar, side, askedUnits(aim.size), "nothing-to-close"));
      this.ends.done(order);
      return;
    }
    const size =
      aim.kind === "hold"
        ? this.amounts.missing(order, side, reference)
        : (this.rest.get(order.id) ?? this.amounts.sizeNow(order));
    this.rest.delete(order.id);
    if (size === null) {
      this.ends.done(order);
      return;
    }
    if (!this.meetings.mayOpen(side)) {
      this.ends.track(order.id, () => orders.notFilled(decisionBar, side, askedUnits(size), "wrong-side"));
      this.ends.done(order);
      return;
    }
    if (place.bar > lastEntryBar) return;
    const found: FoundPrice = { decisionBar, reference, limit, isStop };
    const entry = { side, size, levels, equityAtDecision, placedBar };
    let outcome = "waiting";
    this.ends.track(order.id, () => {
      outcome = desk.increaseFound(found, entry, place);
    });
    if (outcome === "waiting") return;
    if (outcome === "filled") this.ends.cancelGroup(order);
    this.ends.done(order);
  }
}
