import { almgrenImpact } from "../../../math/market-impact/almgren-impact.ts";
import { squareRootImpact } from "../../../math/market-impact/square-root-impact.ts";
import type { MarketState } from "../market-state.ts";

/**
 * By how much an order's own size moves its price, on average over the order.
 *
 * - `square-root`: `coefficient` × daily volatility × √(quantity ÷ daily volume), see `squareRootImpact`
 * - `almgren-chriss`: half the permanent impact and the temporary one, see `almgrenImpact`; `days`: a trading day's share
 *   over which the order is worked
 * - `kyle`: λ × quantity, half of it on average: each unit pays what those before it moved the price by. λ is money for
 *   each unit, or estimated from the bars of the last sessions
 *
 * Volatility and volume are those of the `sessions` sessions before the fill's own.
 */
export type ImpactModel =
  | { readonly kind: "square-root"; readonly coefficient: number; readonly sessions: number }
  | {
      readonly kind: "almgren-chriss";
      readonly permanent: number;
      readonly temporary: number;
      readonly exponent: number;
      readonly days: number;
      readonly sessions: number;
    }
  | { readonly kind: "kyle"; readonly lambda: number | "estimated"; readonly sessions: number };

/** Fraction of the price, 0 where the market isn't known yet. @param quantity units above 0 */
export function impactFraction(
  model: ImpactModel,
  quantity: number,
  { reference, dailyVolume = NaN, dailyVolatility = NaN, lambda = NaN }: MarketState,
): number {
  if (model.kind === "kyle") {
    const slope = model.lambda === "estimated" ? lambda : model.lambda;
    return slope > 0 ? (slope * quantity) / 2 / reference : 0;
  }
  const fraction =
    model.kind === "square-root"
      ? squareRootImpact(quantity, dailyVolume, dailyVolatility, model.coefficient)
      : almgrenImpact(quantity, dailyVolume, dailyVolatility, model).average;
  return Number.isNaN(fraction) ? 0 : fraction;
}
