import { kurtosis, mean, skewness, standardDeviation } from "../math/moments.ts";

/**
 * What the Sharpe statistics need to know about a track record. All per period, nothing annualised: an annual Sharpe
 * ratio over √periodsPerYear gives the one here.
 */
export interface SharpeRecord {
  /** Number of returns. */
  readonly observations: number;
  /** Mean excess return over its standard deviation (ddof 1), per period. */
  readonly sharpe: number;
  /** Third standardised moment (biased: divided by n); 0 for a normal distribution. */
  readonly skewness: number;
  /** Fourth standardised moment (biased), NOT in excess of the normal's: 3 for a normal distribution. */
  readonly kurtosis: number;
}

/**
 * Sharpe ratio and the moments that decide how well it is known, of simple returns per period in excess of the
 * risk-free rate.
 *
 * NaN in all three statistics for fewer than two returns, returns that don't vary, or any NaN.
 *
 * @example sharpeRecord([0.01, -0.01, 0.02, 0]) // { observations: 4, sharpe: 0.387…, skewness: 0, kurtosis: 1.64 }
 */
export function sharpeRecord(returns: ArrayLike<number>): SharpeRecord {
  const deviation = standardDeviation(returns, 1);
  return {
    observations: returns.length,
    sharpe: deviation > 0 ? mean(returns) / deviation : NaN,
    skewness: skewness(returns),
    kurtosis: kurtosis(returns),
  };
}
