import type { FeeTier } from "./commission.ts";

/**
 * What `amount` more (units or money) pays after `before`, each tier charging only what lies inside it, so that more never
 * costs less.
 *
 * @param tiers ascending, the first from 0
 */
export function tieredFee(tiers: readonly FeeTier[], before: number, amount: number): number {
  let fee = 0;
  for (let k = 0; k < tiers.length; k++) {
    const from = Math.max(tiers[k]!.from, before);
    const to = Math.min(tiers[k + 1]?.from ?? Infinity, before + amount);
    if (to > from) fee += (to - from) * tiers[k]!.fee;
  }
  return fee;
}
