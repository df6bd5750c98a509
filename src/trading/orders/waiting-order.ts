import type { FillSide } from "../costs/transaction-cost-engine.ts";
import type { EntryLevels } from "../fills/exit-guard.ts";
import { limitFill } from "../fills/limit-fill.ts";
import type { OrderFill } from "../fills/order-fill.ts";
import type { BarPrices, IntrabarMode } from "../fills/protective-exit.ts";
import { stopFill, stopLimitFill } from "../fills/stop-fill.ts";
import type { OrderPart } from "./order-part.ts";

/** An entry that waits for its price; changed in place. */
export interface WaitingEntry {
  readonly side: FillSide;
  /** Bar whose close decided to enter. */
  readonly decisionBar: number;
  /** First bar in which it could fill, before it was ever replaced. */
  readonly firstBar: number;
  /** First bar in which it could fill at this price. */
  readonly placedBar: number;
  /** Best price that is still good; NaN: a stop order. */
  limit: number;
  /** Price that triggers it; NaN: a limit order, or triggered. */
  stop: number;
  /** What it was sent with, the stop before the limit. */
  named: number;
  levels: EntryLevels;
  /** Equity at the deciding close. */
  readonly equityAtDecision: number;
  /** How far it has come. */
  readonly part: OrderPart;
}

/** An exit of the whole position that waits for its price. */
export interface WaitingExit {
  readonly decisionBar: number;
  readonly placedBar: number;
  readonly limit: number;
  /** How far it has come. */
  readonly part: OrderPart;
}

/** What a bar does to a waiting entry. A stop-limit order that was triggered only is a limit order from then on. */
export function meetEntry(
  order: WaitingEntry,
  i: number,
  bar: BarPrices,
  mode: IntrabarMode,
  gap: "open" | "limit",
): OrderFill | null {
  const { side, stop, placedBar } = order;
  if (Number.isNaN(stop)) {
    if (gap === "limit" && i === placedBar && i === order.firstBar)
      order.limit = side > 0 ? Math.min(order.limit, bar.high) : Math.max(order.limit, bar.low);
    return limitFill(side, order.limit, bar, gap);
  }
  if (Number.isNaN(order.limit)) return stopFill(side, stop, bar);
  const { isTriggered, fill } = stopLimitFill(side, stop, order.limit, bar, mode);
  if (isTriggered) order.stop = NaN;
  return fill;
}
