import type { Json } from "../core/canonical-json.ts";
import { NOT_FILLED_CODES, ORDER_STATUSES, type OrderColumns } from "../trading/orders/order-columns.ts";

/** Every order of a run as plain JSON, in order of submission; `quantity` is null where the intent never became one. */
export function orderDocument(orders: OrderColumns): Json[] {
  return Array.from({ length: orders.length }, (_, i) => {
    const quantity = orders.quantity[i]!;
    return {
      decisionBar: orders.decisionBar[i]!,
      side: orders.side[i]! > 0 ? "buy" : "sell",
      quantity: Number.isFinite(quantity) ? quantity : null,
      status: ORDER_STATUSES[orders.status[i]!]!,
      reason: NOT_FILLED_CODES[orders.reason[i]!] ?? null,
    };
  });
}
