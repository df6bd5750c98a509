/**
 * The square-root law of market impact: coefficient × volatility × √(quantity ÷ volume), a fraction of the price. Four
 * times the size moves the price twice as far; the coefficient is near 1 in most markets (B. Tóth et al., "Anomalous price
 * impact and the critical nature of liquidity in financial markets", Physical Review X 1, 2011; J.-P. Bouchaud et al.,
 * "Trades, Quotes and Prices", Cambridge 2018, ch. 12).
 *
 * @param quantity units of the order
 * @param volume units that trade in a day
 * @param volatility standard deviation of a day's returns
 * @returns NaN for a NaN; infinite or NaN without volume
 */
export function squareRootImpact(quantity: number, volume: number, volatility: number, coefficient = 1): number {
  return coefficient * volatility * Math.sqrt(quantity / volume);
}
