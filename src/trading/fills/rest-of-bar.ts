import type { FillSide } from "../costs/transaction-cost-engine.ts";
import type { BarPrices, IntrabarMode } from "./protective-exit.ts";

/**
 * The prices that count after a position was opened at `price` inside a bar, in their order.
 *
 * A limit was met on the way to the adverse extreme, which therefore comes later, as the close does; a stop on the way to
 * the favourable one. What may have come before the entry counts as later where that is the worse (mode `worst`: the
 * adverse extreme after a stop) or the better (mode `best`: the favourable one after a limit). Along a path it is what the
 * path still holds.
 */
export function restOfBar(
  kind: "limit" | "stop",
  side: FillSide,
  price: number,
  { open, high, low, close }: BarPrices,
  mode: IntrabarMode,
): readonly number[] {
  const [adverse, favourable] = side > 0 ? [low, high] : [high, low];
  if (mode === "worst") return kind === "limit" ? [adverse, close] : [adverse, favourable, close];
  if (mode === "best") return kind === "limit" ? [favourable, adverse, close] : [favourable, close];
  const path = mode === "ohlc" ? [high, low, close] : [low, high, close];
  const isUp = kind === "stop" ? side > 0 : side < 0;
  let before = open;
  for (let k = 0; k < path.length; k++) {
    const next = path[k]!;
    if (isUp ? before <= price && price <= next : before >= price && price >= next) return path.slice(k);
    before = next;
  }
  return [close];
}
