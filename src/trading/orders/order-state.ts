import type { Ratio } from "../../data/prepare/ratio.ts";
import { priceAfter } from "../ledger/split-history.ts";
import type { OrderSurroundings } from "./order-surroundings.ts";
import { type OrderTicket, sideOf, type WorkingOrder } from "./working-order.ts";

/** What an order that the close of bar `i` decided begins with. */
export function stateOf(
  { bars, ledger, desk }: OrderSurroundings,
  i: number,
  id: number,
): Omit<WorkingOrder, keyof OrderTicket> {
  const close = bars.close[i]!;
  return {
    id,
    decisionBar: i,
    placedBar: desk.delay.firstBar(i),
    equityAtDecision: ledger.equityAt(close),
    extreme: close,
    doneIn: -1,
    isOpen: true,
    isExpired: false,
    part: null,
    half: null,
    reason: null,
    turns: false,
    isResting: false,
    isTriggered: false,
  };
}

/** Restates an order's prices, and what it has filled, in new shares. */
export function restateOrder(order: WorkingOrder, split: Ratio): void {
  order.part?.restate(split);
  order.limit = priceAfter(split, order.limit);
  order.stop = priceAfter(split, order.stop);
  order.extreme = priceAfter(split, order.extreme);
  if (order.trail?.kind === "amount") order.trail = { kind: "amount", amount: priceAfter(split, order.trail.amount) };
}

/** Raises the trail of an order by the whole of a bar. @param held signed units */
export function raiseTrail(order: WorkingOrder, held: number, high: number, low: number): void {
  if (order.trail === null) return;
  const side = sideOf(order.aim, held);
  if (side < 0) order.extreme = Math.max(order.extreme, high);
  else if (side > 0) order.extreme = Math.min(order.extreme, low);
}
