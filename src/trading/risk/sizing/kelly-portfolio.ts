import { checkFinite, checkLength, checkNotNegative } from "../../../core/checks.ts";
import { BacksightError } from "../../../core/errors.ts";
import { cholesky, solveCholesky } from "../../../math/linear-algebra/cholesky.ts";
import { dot, type Matrix, quadraticForm, symmetricMatrix } from "../../../math/linear-algebra/matrix.ts";

export interface KellyPortfolioOptions {
  /** Return without risk per period; 0 without it. */
  readonly riskFree?: number | undefined;
  /** Part of Kelly's weights that is taken; 1 without it. */
  readonly share?: number | undefined;
}

export interface KellyPortfolio {
  /** Exposure to each asset as a fraction of capital, signed; they needn't add up to 1: the rest is lent or borrowed. */
  readonly weights: Float64Array;
  /** Growth rate of capital per period at these weights. */
  readonly growthRate: number;
}

/**
 * Kelly for several assets: C⁻¹ (μ − r), times `share`. Thorp (2006), 7.4; MacLean, Thorp & Ziemba (2011), The Kelly
 * Capital Growth Investment Criterion. With limits on the weights it is `maximumUtilityWeights` at risk aversion 1.
 *
 * @param means expected returns per period, arithmetic
 * @param covariance of returns per period, positive definite
 * @throws {BacksightError} BACKSIGHT_LENGTH, BACKSIGHT_ARGUMENT, BACKSIGHT_NOT_POSITIVE_DEFINITE
 */
export function kellyPortfolio(
  means: ArrayLike<number>,
  covariance: Matrix,
  { riskFree = 0, share = 1 }: KellyPortfolioOptions = {},
): KellyPortfolio {
  checkFinite("riskFree", riskFree);
  checkNotNegative("share", share);
  const matrix = symmetricMatrix("covariance", covariance);
  checkLength("means", means, matrix.length);
  const excess = Float64Array.from(means, (mean, i) => checkFinite(`means[${i}]`, mean) - riskFree);
  const factor = cholesky(matrix);
  if (!factor.isPositiveDefinite) {
    throw new BacksightError("BACKSIGHT_NOT_POSITIVE_DEFINITE", { name: "covariance", row: factor.row });
  }
  const weights = solveCholesky(factor.lower, excess).map((weight) => share * weight);
  return { weights, growthRate: riskFree + dot(weights, excess) - quadraticForm(matrix, weights) / 2 };
}
