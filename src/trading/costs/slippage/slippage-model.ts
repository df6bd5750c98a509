import type { MarketState } from "../market-state.ts";

/**
 * By how much a market fill is worse than half the spread explains, a fraction of the price. A number: always that much.
 *
 * - `volatility`: `multiple` × standard deviation of the returns of the last `bars` bars: a volatile market slips more
 * - `volume-share`: `impact` × (quantity ÷ mean volume of the last `bars` bars)², the slippage of zipline's
 *   VolumeShareSlippage, whose own impact is 0.1
 */
export type SlippageModel =
  | number
  | { readonly kind: "volatility"; readonly multiple: number; readonly bars: number }
  | { readonly kind: "volume-share"; readonly impact: number; readonly bars: number };

/** @param quantity units above 0 */
export function slippageFraction(
  model: SlippageModel,
  quantity: number,
  { barVolume = NaN, barVolatility = NaN }: MarketState,
): number {
  if (typeof model === "number") return model;
  if (model.kind === "volatility") return barVolatility > 0 ? model.multiple * barVolatility : 0;
  const share = quantity / barVolume;
  return share > 0 ? model.impact * (share * share) : 0;
}
