import { log } from "../log.ts";

/**
 * The sample standard deviation (ddof 1) of log returns, per bar.
 *
 * @param prices above 0, ascending in time
 * @returns NaN with fewer than 3 prices
 */
export function closeToCloseVolatility(prices: Float64Array): number {
  const n = prices.length - 1;
  // Σ of the returns is the log of the whole: the mean needs no pass of its own.
  const mean = log(prices[n]! / prices[0]!) / n;
  let squares = 0;
  for (let t = 1; t <= n; t++) {
    const deviation = log(prices[t]! / prices[t - 1]!) - mean;
    squares += deviation * deviation;
  }
  return n < 2 ? NaN : Math.sqrt(squares / (n - 1));
}
