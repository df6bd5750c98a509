import { DAY_MS } from "../../../market/calendar/calendar.ts";
import { boundedFee } from "./bounded-fee.ts";
import type { ChargedFills, Commission } from "./commission.ts";
import { COMMISSION_SCHEDULES } from "./commission-schedules.ts";
import type { FeeContext, OrderTotals } from "./order-totals.ts";
import { tieredFee } from "./tiered-fee.ts";

/**
 * What an order owes once its fills come to `totals`, in money; 0 before its first fill. A fill pays what the order owes
 * with it less what it owed before, so that minimums and fees per order are paid once however many fills there are.
 */
export function orderFee(commission: Commission, totals: OrderTotals, context: FeeContext): number {
  if (totals.quantity === 0) return 0;
  switch (commission.kind) {
    case "rate":
      return commission.rate * totals.notional;
    case "per-unit":
      return commission.amount * totals.quantity;
    case "per-order":
      return commission.amount;
    case "maker-taker":
      return (context.isMaker ? commission.maker : commission.taker) * totals.notional;
    case "tiered": {
      const { by, per, tiers } = commission;
      const measure = by === "units" ? "quantity" : "notional";
      return tieredFee(tiers, per === "month" ? context.month[measure] : 0, totals[measure]);
    }
    case "bounded":
      return boundedFee(commission, orderFee(commission.of, totals, context), totals.notional);
    case "sum":
      return commission.of.reduce((fee, part) => fee + orderFee(part, totals, context), 0);
    case "scaled":
      return commission.by * orderFee(commission.of, totals, context);
    case "only":
      return isCharged(commission.fills, context) ? orderFee(commission.of, totals, context) : 0;
    case "dated": {
      const day = Math.floor(context.time / DAY_MS);
      const current = commission.since.findLast((step) => step.day <= day);
      return current === undefined ? 0 : orderFee(current.of, totals, context);
    }
    case "schedule":
      return orderFee(COMMISSION_SCHEDULES[commission.name].commission, totals, context);
  }
}

function isCharged(fills: ChargedFills, { side, isMaker }: FeeContext): boolean {
  switch (fills) {
    case "buys":
      return side > 0;
    case "sells":
      return side < 0;
    case "makers":
      return isMaker;
    case "takers":
      return !isMaker;
  }
}
