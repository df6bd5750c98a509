import type { FillSide } from "../costs/transaction-cost-engine.ts";
import { limitFill } from "./limit-fill.ts";
import type { OrderFill } from "./order-fill.ts";
import type { BarPrices, IntrabarMode } from "./protective-exit.ts";
import { restOfBar } from "./rest-of-bar.ts";

/**
 * What a bar does to a stop order (a buy above the market, a sale below it): triggered by the open it fills there, inside
 * the bar at its price; null when it waits on. It is a market order then, and slips.
 */
export function stopFill(
  side: FillSide,
  stop: number,
  { open, high, low }: Pick<BarPrices, "open" | "high" | "low">,
): OrderFill | null {
  if (side > 0 ? open >= stop : open <= stop) return { reference: open, phase: "open" };
  const isTriggered = side > 0 ? high >= stop : low <= stop;
  return isTriggered ? { reference: stop, phase: "intrabar" } : null;
}

/** What a bar does to a stop-limit order: nothing, the trigger only (it is a limit order from then on), or a fill. */
export type StopLimitOutcome =
  | { readonly isTriggered: false; readonly fill: null }
  | { readonly isTriggered: true; readonly fill: OrderFill | null };

/**
 * Once triggered, the limit is tested on the rest of the bar's path: in mode `worst` that is what surely comes later,
 * the close; in mode `best` whatever the bar holds.
 */
export function stopLimitFill(
  side: FillSide,
  stop: number,
  limit: number,
  bar: BarPrices,
  mode: IntrabarMode,
): StopLimitOutcome {
  const trigger = stopFill(side, stop, bar);
  if (trigger === null) return { isTriggered: false, fill: null };
  if (trigger.phase === "open") return { isTriggered: true, fill: limitFill(side, limit, bar) };
  if (side > 0 ? stop <= limit : stop >= limit) return { isTriggered: true, fill: trigger };
  const later =
    mode === "worst" ? [bar.close] : mode === "best" ? [bar.low, bar.high] : restOfBar("stop", side, stop, bar, mode);
  const isMet = later.some((price) => (side > 0 ? price <= limit : price >= limit));
  return { isTriggered: true, fill: isMet ? { reference: limit, phase: "intrabar" } : null };
}
