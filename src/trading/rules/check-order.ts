import { isAtMarket, type OrderTicket } from "../orders/working-order.ts";
import type { RuleBook, RuleFeature } from "./rule-book.ts";

/** What of an order the tool whose rules are asked for has no way to express; null: nothing. */
export function refusedFeature(book: Pick<RuleBook, "cannot">, order: OrderTicket): RuleFeature | null {
  if (book.cannot.length === 0) return null;
  return featuresOf(order).find((feature) => book.cannot.includes(feature)) ?? null;
}

function featuresOf(order: OrderTicket): RuleFeature[] {
  const { aim, limit, stop, trail } = order;
  const [hasLimit, hasStop] = [!Number.isNaN(limit), !Number.isNaN(stop)];
  const features: RuleFeature[] = [];
  if (aim.kind === "hold") features.push("targets (weights or units)");
  if (aim.kind === "trade" && aim.size.kind === "risk") features.push("a size by risk");
  if (isAtMarket(order)) return features;
  const leaves = aim.kind === "close" || (aim.kind === "trade" && aim.reduceOnly);
  if (trail !== null) features.push("a trailing stop", ...(trail.kind === "amount" ? AMOUNT : []));
  else if (leaves && hasLimit) features.push("exits at a limit");
  else if (hasLimit && hasStop) features.push("stop-limit entries");
  else if (hasLimit) features.push("limit entries");
  if (hasStop) features.push("stop entries");
  return features;
}

const AMOUNT: readonly RuleFeature[] = ["a trailing stop by an amount"];
