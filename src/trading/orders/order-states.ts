import { BacksightError } from "../../core/errors.ts";
import type { OrderStatus } from "./order-columns.ts";

/** Where an order is in its life. */
export type OrderState = "new" | "waiting" | OrderStatus;

/**
 * Which states may follow which. A new order is filled or refused at once, or waits for its price; what waits is filled,
 * refused when it finds its price, runs out of time or is taken back; part of it may have been filled by then. Nothing
 * follows an end: a replaced order is cancelled, and its successor begins to wait.
 */
export const NEXT_STATES: Readonly<Record<OrderState, readonly OrderState[]>> = {
  new: ["waiting", "filled", "ignored", "rejected", "expired"],
  waiting: ["filled", "ignored", "rejected", "expired", "cancelled", "part-filled"],
  filled: [],
  ignored: [],
  rejected: [],
  expired: [],
  cancelled: [],
  "part-filled": [],
};

/** The state after `from`. @throws {BacksightError} BACKSIGHT_INTERNAL when `to` may not follow */
export function advance(from: OrderState, to: OrderState): OrderState {
  if (NEXT_STATES[from].includes(to)) return to;
  throw new BacksightError("BACKSIGHT_INTERNAL", { rule: `an order that is ${from} never becomes ${to}` });
}
