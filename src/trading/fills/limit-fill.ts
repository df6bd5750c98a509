import type { FillSide } from "../costs/transaction-cost-engine.ts";
import type { OrderFill } from "./order-fill.ts";
import type { BarPrices } from "./protective-exit.ts";

/**
 * What a bar does to a limit order: filled at its price or better when the bar touches it; null when it waits on.
 *
 * @param gap what an open better than the limit gives: that open, or (`limit`) the limit itself, when it lies in the bar
 */
export function limitFill(
  side: FillSide,
  limit: number,
  { open, high, low }: Pick<BarPrices, "open" | "high" | "low">,
  gap: "open" | "limit" = "open",
): OrderFill | null {
  if (gap === "limit") return low <= limit && limit <= high ? { reference: limit, phase: "intrabar" } : null;
  if (side > 0 ? open <= limit : open >= limit) return { reference: open, phase: "open" };
  const isTouched = side > 0 ? low <= limit : high >= limit;
  return isTouched ? { reference: limit, phase: "intrabar" } : null;
}
