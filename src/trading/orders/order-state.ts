import type { Ratio } from "../../data/prepare/ratio.ts";
import { priceAfter } from "../ledger/split-history.ts";
import type { OrderSurroundings } from "./order-surroundings.ts";
import { type OrderTicket, sideOf, type WorkingOrder } from "./working-order.ts";

/** The order that a ticket becomes at the close of bar `i`; each part by name, as spreads of so many are slow to make. */
export function orderOf(
  { bars, ledger, desk }: OrderSurroundings,
  i: number,
  id: number,
  ticket: OrderTicket,
): WorkingOrder {
  const close = bars.close[i]!;
  return {
    aim: ticket.aim,
    limit: ticket.limit,
    stop: ticket.stop,
    named: Number.isNaN(ticket.stop) ? ticket.limit : ticket.stop,
    trail: ticket.trail,
    at: ticket.at,
    timeInForce: ticket.timeInForce,
    until: ticket.until,
    isImmediate: ticket.isImmediate,
    isWhole: ticket.isWhole === true,
    group: ticket.group,
    levels: ticket.levels,
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
    hasArrived: false,
    ahead: NaN,
  };
}

/** Restates an order's prices, and what it has filled, in new shares. */
export function restateOrder(order: WorkingOrder, split: Ratio): void {
  order.part?.restate(split);
  order.limit = priceAfter(split, order.limit);
  order.stop = priceAfter(split, order.stop);
  order.named = priceAfter(split, order.named);
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
