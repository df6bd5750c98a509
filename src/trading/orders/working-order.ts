import type { FillSide } from "../costs/transaction-cost-engine.ts";
import type { EntryLevels } from "../fills/exit-guard.ts";
import type { ExitReason } from "../trade-columns.ts";
import type { OrderPart } from "./order-part.ts";
import type { Size } from "./size.ts";
import type { TimeInForce } from "./time-in-force.ts";

/** How far a trailing order stays behind the best price. */
export type OrderTrail =
  | { readonly kind: "fraction"; readonly fraction: number }
  | { readonly kind: "amount"; readonly amount: number };

/** What an order is for. */
export type OrderAim =
  /** Buys or sells: what is held of the other side goes first, the rest opens or enlarges a position. */
  | { readonly kind: "trade"; readonly side: FillSide; readonly size: Size; readonly reduceOnly: boolean }
  /** Leaves the whole position, whichever it is by then. */
  | { readonly kind: "close" }
  /** Trades the difference between what is held and this, signed. */
  | { readonly kind: "hold"; readonly of: "units" | "fraction" | "cash"; readonly value: number };

/** An order as it is sent. Prices are NaN where there is none. */
export interface OrderTicket {
  readonly aim: OrderAim;
  readonly limit: number;
  readonly stop: number;
  readonly trail: OrderTrail | null;
  /** The instant that it waits for, where it isn't a price alone. */
  readonly at: "session-open" | "session-close" | null;
  readonly timeInForce: TimeInForce;
  /** Dropped at the first open from here on, epoch milliseconds. */
  readonly until: number;
  /** Fills at the open of its first bar, or not at all; what of it finds no volume there is dropped. */
  readonly isImmediate: boolean;
  /** It is all or nothing in its bar. */
  readonly isWhole?: boolean;
  /** Orders of one group: the first that fills takes back the others. */
  readonly group: string | null;
  /** What the position that it opens is guarded by. */
  readonly levels: EntryLevels;
}

/** An order under way; changed in place. */
export interface WorkingOrder extends OrderTicket {
  /** Counts from 1 in order of submission. */
  readonly id: number;
  /** Bar whose close decided it. */
  readonly decisionBar: number;
  /** First bar in which it can fill. */
  readonly placedBar: number;
  readonly equityAtDecision: number;
  limit: number;
  stop: number;
  /** Price that it was sent with, the stop before the limit; NaN: none. */
  named: number;
  trail: OrderTrail | null;
  /** Best price since the decision, of a trailing order. */
  extreme: number;
  /** Bar in which it was triggered and is done with; −1: none. */
  doneIn: number;
  isOpen: boolean;
  /** How far it has come; null before its price was met. */
  part: OrderPart | null;
  /** Which half of it is under way: what it takes from a position, or what it opens or enlarges. */
  half: "reduce" | "increase" | null;
  /** Why its first half leaves, while that is under way. */
  reason: ExitReason | null;
  /** It turns the position, once its first half is done. */
  turns: boolean;
  /** It was a stop, and is at market since the price was there. */
  isTriggered: boolean;
  /** It is at market, and waits for volume. */
  isResting: boolean;
  /** It was told that no bar comes for it. */
  isExpired: boolean;
  /** On quotes and trades: it has met a price since it arrived. */
  hasArrived: boolean;
  /** On quotes and trades: what waits before it at its price; NaN: nobody saw yet. */
  ahead: number;
}

/** An order that fills at the next price there is. */
export function isAtMarket({ limit, stop, trail, at }: OrderTicket): boolean {
  return Number.isNaN(limit) && Number.isNaN(stop) && trail === null && at === null;
}

/** It is at market for the first time. */
export function isFresh({ isResting, part }: WorkingOrder): boolean {
  return !isResting && part === null;
}

/** Side that the order would trade in; 0 for one that has nothing to do. @param held signed units */
export function sideOf(aim: OrderAim, held: number): FillSide | 0 {
  if (aim.kind === "trade") return aim.side;
  if (aim.kind === "close") return held > 0 ? -1 : held < 0 ? 1 : 0;
  return aim.value > 0 ? 1 : aim.value < 0 ? -1 : held > 0 ? -1 : held < 0 ? 1 : 0;
}

/** Price at which a trailing order triggers, behind its best price. */
export function trailLevel(trail: OrderTrail, side: FillSide, extreme: number): number {
  return trail.kind === "fraction" ? extreme * (1 + side * trail.fraction) : extreme + side * trail.amount;
}
