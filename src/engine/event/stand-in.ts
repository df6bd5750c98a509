import type { Ledger } from "../../trading/ledger/ledger.ts";
import type { OrderDesk } from "../../trading/orders/order-desk.ts";
import type { OrderNumbers } from "../../trading/orders/order-listener.ts";
import type { WorkingOrders } from "../../trading/orders/working-orders.ts";

/** What a strategy's orders are sent to. */
export type OrderTaker = Pick<WorkingOrders, "count" | "place" | "cancel" | "cancelAll" | "ticketOf" | "replace">;

/** What a strategy is shown of an account and of its position. */
export type HeldNow = Pick<Ledger, "quantity" | "averageEntryPrice" | "multiplier" | "cash" | "equityAt">;

/** What it is shown of how the position came about, and of what guards it. */
export type GuardedNow = Pick<OrderDesk, "additions" | "stop">;

/** Takes the place of an instrument's orders, ledger and desk in what a strategy sees of them. */
export interface StandIn {
  readonly taker: OrderTaker;
  readonly held: HeldNow;
  readonly guarded: GuardedNow;
  readonly numbers: OrderNumbers;
}
