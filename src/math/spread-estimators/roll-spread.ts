import { log } from "../log.ts";

/**
 * The spread from the bounce of closes between bid and offer: 2 √−cov(Δp, Δp before) (R. Roll, "A simple implicit
 * measure of the effective bid-ask spread in an efficient market", Journal of Finance 39, 1984), on log prices, with the
 * sample covariance (n − 1). Closes that trend give a positive covariance: the result is negative then.
 *
 * @param close prices above 0, ascending in time; pairs with a missing one are left out
 * @returns the full spread as a fraction of the price, signed; NaN with fewer than two pairs of changes
 */
export function rollSpread(close: Float64Array): number {
  const pairs: [number, number][] = [];
  for (let t = 2; t < close.length; t++) {
    const now = log(close[t]!) - log(close[t - 1]!);
    const before = log(close[t - 1]!) - log(close[t - 2]!);
    if (!Number.isNaN(now + before)) pairs.push([now, before]);
  }
  const n = pairs.length;
  const meanNow = pairs.reduce((sum, [now]) => sum + now, 0) / n;
  const meanBefore = pairs.reduce((sum, [, before]) => sum + before, 0) / n;
  const covariance = pairs.reduce((sum, [now, before]) => sum + (now - meanNow) * (before - meanBefore), 0) / (n - 1);
  return n < 2 ? NaN : -Math.sign(covariance) * 2 * Math.sqrt(Math.abs(covariance));
}
