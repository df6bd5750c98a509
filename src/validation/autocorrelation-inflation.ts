import { mean } from "../math/moments.ts";
import { pow } from "../math/pow.ts";

/**
 * By how much dependence between neighbouring returns makes a mean (and so a Sharpe ratio) less sure than its standard
 * error says: the long-run variance over the variance. At least 1: a series that seems to swing back gets no credit for it.
 *
 * Newey & West (1987), "A Simple, Positive Semi-definite, Heteroskedasticity and Autocorrelation Consistent Covariance
 * Matrix", Econometrica 55(3): `1 + 2·Σ (1 − k/(L + 1))·ρ(k)` over the lags up to `L = ⌊4·(n/100)^(2/9)⌋` (the rule
 * of Newey & West 1994); for Sharpe ratios see Lo (2002), "The Statistics of Sharpe Ratios". NaN for fewer than two
 * returns, returns that don't vary, and a NaN.
 *
 * @param returns per period
 * @example 1 and −1 in turn: ρ(1) is near −1, and the answer 1. A series that repeats each return once: ρ(1) = ½ and more.
 */
export function autocorrelationInflation(returns: ArrayLike<number>): number {
  const n = returns.length;
  const center = mean(returns);
  const lags = Math.min(n - 1, Math.floor(4 * pow(n / 100, 2 / 9)));
  const own = autocovariance(returns, center, 0);
  if (!(n >= 2) || !(own > 0)) return NaN;
  let inflation = 1;
  for (let lag = 1; lag <= lags; lag++) {
    inflation += (2 * (1 - lag / (lags + 1)) * autocovariance(returns, center, lag)) / own;
  }
  return Math.max(1, inflation);
}

/** n times the covariance with the returns `lag` periods before. */
function autocovariance(returns: ArrayLike<number>, center: number, lag: number): number {
  let sum = 0;
  for (let i = lag; i < returns.length; i++) sum += (returns[i]! - center) * (returns[i - lag]! - center);
  return sum;
}
