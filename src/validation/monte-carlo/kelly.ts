import { mean, variance } from "../../math/moments.ts";
import { quantile } from "../../math/quantile.ts";

/** How much to bet when the edge itself is only estimated. Multiples of what was bet: 1 is as it was. */
export interface KellyUnderUncertainty {
  /** μ/σ² of the record: what would be right if the record were the truth. */
  readonly full: number;
  /** Quantiles of μ/σ² over the paths. */
  readonly low: number;
  readonly median: number;
  readonly high: number;
  /** The low quantile, not below 0: a bet that is too large only in the unlucky share of worlds. */
  readonly cautious: number;
  /** Share of the paths whose best bet is none. */
  readonly noBet: number;
}

/**
 * Kelly's multiple for returns that compound, `f = μ/σ²`, and how it scatters over resampled records: the spread is what the
 * record doesn't know. Betting more than the truth allows costs growth and deepens drawdowns, betting less only growth, so
 * that a low quantile is the one to use.
 *
 * Kelly (1956), "A New Interpretation of Information Rate", Bell System Technical Journal 35(4); the continuous form: Thorp
 * (2006), "The Kelly Criterion in Blackjack, Sports Betting, and the Stock Market". NaN for returns that don't vary.
 *
 * @param returns of the record, per period, in excess of the risk-free rate
 * @param resampled μ/σ² of each path, by `kellyMultiple`
 * @param share of the low quantile; 0.05 without it, the high one mirrors it
 * @example kellyUnderUncertainty([0.02, -0.01, 0.03, 0], [10, 30, 50]) // full 0.01 / 0.000333 = 30, median 30, low 12
 */
export function kellyUnderUncertainty(
  returns: ArrayLike<number>,
  resampled: ArrayLike<number>,
  share = 0.05,
): KellyUnderUncertainty {
  const known = Float64Array.from(resampled).filter(Number.isFinite);
  const low = quantile(known, share);
  const noBet = known.filter((multiple) => multiple <= 0).length / known.length;
  return {
    full: kellyMultiple(returns),
    low,
    median: quantile(known, 0.5),
    high: quantile(known, 1 - share),
    cautious: Math.max(0, low),
    noBet,
  };
}

/**
 * μ/σ² (ddof 1); NaN for fewer than two returns, or ones that don't vary.
 *
 * @example kellyMultiple([0.02, -0.01, 0.03, 0]) // 0.01 / 0.000333 = 30
 */
export function kellyMultiple(returns: ArrayLike<number>): number {
  const spread = variance(returns, 1);
  return spread > 0 ? mean(returns) / spread : NaN;
}
