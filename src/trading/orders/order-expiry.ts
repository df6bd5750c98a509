import type { OrderAmounts } from "./order-amounts.ts";
import type { OrderMeetings } from "./order-meetings.ts";
import type { OrderSurroundings } from "./order-surroundings.ts";
import { sideOf, type WorkingOrder } from "./working-order.ts";

/** Tells the desk of orders at market that no bar comes for. What waits for volume ends with the data. */
export class OrderExpiry {
  private readonly around: OrderSurroundings;
  private readonly amounts: OrderAmounts;
  private readonly meetings: OrderMeetings;
  private readonly track: (id: number, act: () => void) => void;

  /** @param track told whose the ends are that come about meanwhile */
  constructor(
    around: OrderSurroundings,
    amounts: OrderAmounts,
    meetings: OrderMeetings,
    track: (id: number, act: () => void) => void,
  ) {
    this.around = around;
    this.amounts = amounts;
    this.meetings = meetings;
    this.track = track;
  }

  /** No bar comes for what is due at market to reduce. */
  expireReductions(i: number, due: readonly WorkingOrder[]): void {
    const { desk, ledger } = this.around;
    let held = ledger.quantity;
    for (const order of due) {
      if (order.isResting) continue;
      const side = sideOf(order.aim, held);
      const quantity = this.amounts.unitsReduced(order, held);
      if (quantity === 0 || side === 0) continue;
      held += side * quantity;
      order.isExpired = true;
      this.track(order.id, () => desk.expire(i, side, quantity));
    }
  }

  /** No bar comes for what is due at market to open or enlarge. */
  expireIncreases(i: number, due: readonly WorkingOrder[]): void {
    const { desk, ledger } = this.around;
    let held = ledger.quantity;
    for (const order of due) {
      if (order.isResting) continue;
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
}
