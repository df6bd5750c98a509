import type { TradeColumns } from "../../trading/trade-columns.ts";

/** The most bars from a trade's entry to its end (of an open one: the last bar); 0 without trades. */
export function longestHolding({ length, entryBar, exitBar }: TradeColumns): number {
  let longest = 0;
  for (let i = 0; i < length; i++) longest = Math.max(longest, exitBar[i]! - entryBar[i]!);
  return longest;
}
