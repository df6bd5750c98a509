import { kurtosis, skewness } from "../math/moments.ts";
import { presentValues } from "../math/present-values.ts";
import { type Annualisation, periodRate } from "./annualisation.ts";
import { excessReturns } from "./excess-returns.ts";
import type { Metric } from "./metric.ts";
import { sharpeRatio } from "./sharpe-ratio.ts";

/** What the standard error of a Sharpe ratio depends on; everything per period, nothing annualised. */
export interface SharpeMoments {
  readonly sharpe: number;
  /** m₃ / m₂^(3/2). */
  readonly skewness: number;
  /** m₄ / m₂²: 3 for a normal distribution. */
  readonly kurtosis: number;
  /** Number of returns. */
  readonly periods: number;
}

/** A variance this far below 0 is 0: moments of a sample can't make it negative, their rounding can. */
const ROUNDING = 1e-12;

/**
 * Standard error of a Sharpe ratio per period: `√((1 − γ₃ SR + (γ₄ − 1) / 4 × SR²) / (n − 1))`. With a normal's moments
 * it is Lo's `√((1 + SR² / 2) / (n − 1))`. NaN with fewer than two periods and for moments that no sample has
 * (`γ₄ < γ₃² + 1`) where they make the variance negative.
 *
 * Mertens (2002), comments on Lo (2002), "The Statistics of Sharpe Ratios", Financial Analysts Journal 58(4); n − 1 as
 * in Bailey & López de Prado (2012), "The Sharpe Ratio Efficient Frontier", Journal of Risk 15(2).
 */
export function sharpeStandardErrorOf({ sharpe, skewness, kurtosis, periods }: SharpeMoments): number {
  const variance = 1 - skewness * sharpe + ((kurtosis - 1) / 4) * sharpe * sharpe;
  if (periods < 2 || variance < -ROUNDING) return NaN;
  return Math.sqrt(Math.max(variance, 0) / (periods - 1));
}

/**
 * Standard error of `sharpeRatio`, annualised like it: that of the period's Sharpe ratio (`sharpeStandardErrorOf`)
 * times √periodsPerYear. About two thirds of estimates lie within one of the true value. It assumes returns that don't
 * depend on each other. NaN where the Sharpe ratio is.
 *
 * @param returns simple returns per period, fractions
 */
export function sharpeStandardError(returns: Float64Array, { periodsPerYear, riskFree = 0 }: Annualisation): number {
  const excess = excessReturns(presentValues(returns), periodRate(riskFree, periodsPerYear));
  const perPeriod = sharpeStandardErrorOf({
    sharpe: sharpeRatio(excess, { periodsPerYear: 1 }),
    skewness: skewness(excess),
    kurtosis: kurtosis(excess),
    periods: excess.length,
  });
  return perPeriod * Math.sqrt(periodsPerYear);
}

export const sharpeStandardErrorMetric: Metric = {
  id: "sharpeStandardError",
  label: "Standard error of the Sharpe ratio",
  unit: "ratio",
  better: "lower",
  group: "ratio",
  formula: "√((1 − γ₃ SR + (γ₄ − 1) / 4 × SR²) / (n − 1)) × √periods per year, SR per period, γ₄ = 3 for a normal",
  reference: "Lo (2002), Financial Analysts Journal 58(4); Mertens (2002); Bailey & López de Prado (2012)",
  undefinedWhen: "fewer than two periods, or returns that don't vary",
  compute: ({ returns, periodsPerYear, riskFree }) => sharpeStandardError(returns, { periodsPerYear, riskFree }),
};
