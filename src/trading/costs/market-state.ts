/**
 * What a market was known to be like just before a fill, as far as the models of its costs ask. A value that isn't known
 * yet (too little history) is NaN, and what is scaled by it is 0; a run says how many fills that were.
 */
export interface MarketState {
  /** Price that costs are laid on. */
  readonly reference: number;
  /** Bid to ask, a fraction of the price. */
  readonly spread?: number;
  /** Units that a bar trades. */
  readonly barVolume?: number;
  /** Standard deviation of a bar's returns. */
  readonly barVolatility?: number;
  /** Units that a session trades. */
  readonly dailyVolume?: number;
  /** Standard deviation of a session's returns. */
  readonly dailyVolatility?: number;
  /** Kyle's λ: what a unit bought moves the price by. */
  readonly lambda?: number;
}

/** What models may ask of a market. */
export type MarketQuantity = Exclude<keyof MarketState, "reference">;
