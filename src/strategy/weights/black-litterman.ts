import { checkLength, checkPositive } from "../../core/checks.ts";
import { BacksightError } from "../../core/errors.ts";
import { cholesky, solveCholesky } from "../../math/linear-algebra/cholesky.ts";
import { dot, type Matrix, timesVector } from "../../math/linear-algebra/matrix.ts";
import { checkCovariance, checkPerAsset } from "./check-covariance.ts";

/** An opinion: Σ portfolio × returns is expected to be `expected`. */
export interface View {
  /** One number per asset: 1 for a view on its return; 1 and −1 for one asset against another. */
  readonly portfolio: ArrayLike<number>;
  /** In the period of the covariance. */
  readonly expected: number;
  /** Its variance, above 0; without it that of the prior for the same portfolio, τ pᵀ C p (He & Litterman 1999). */
  readonly variance?: number | undefined;
}

export interface BlackLittermanOptions {
  readonly views: readonly View[];
  /** How uncertain the prior's means are, as a share of the covariance; above 0, 0.05 without it. */
  readonly tau?: number | undefined;
}

export interface PosteriorReturns {
  readonly means: Float64Array;
  /** Of returns: the covariance given plus that of the means. */
  readonly covariance: readonly Float64Array[];
}

/**
 * Expected returns at which `weights` (the market's, say) are the best choice: λ C w, in excess of the risk-free rate.
 * Sharpe (1974); He & Litterman (1999).
 *
 * @param riskAversion λ, above 0: the market's expected excess return over its variance
 * @throws {BacksightError} BACKSIGHT_LENGTH, BACKSIGHT_ARGUMENT
 */
export function impliedReturns(weights: ArrayLike<number>, covariance: Matrix, riskAversion: number): Float64Array {
  checkPositive("riskAversion", riskAversion);
  const matrix = checkCovariance(covariance);
  const w = checkPerAsset("weights", weights, matrix.length);
  return timesVector(matrix, w).map((value) => riskAversion * value);
}

/**
 * Prior returns, moved by views according to how sure each is: π + τ C Pᵀ (P τ C Pᵀ + Ω)⁻¹ (q − P π), with Ω the views'
 * variances. Black & Litterman (1992), "Global Portfolio Optimization", Financial Analysts Journal 48(5); He & Litterman
 * (1999), "The Intuition Behind Black-Litterman Model Portfolios".
 *
 * @param prior expected returns before the views, in the period of the covariance: `impliedReturns` of the market
 * @throws {BacksightError} BACKSIGHT_LENGTH, BACKSIGHT_ARGUMENT, BACKSIGHT_NOT_POSITIVE_DEFINITE
 */
export function blackLitterman(
  prior: ArrayLike<number>,
  covariance: Matrix,
  { views, tau = 0.05 }: BlackLittermanOptions,
): PosteriorReturns {
  checkPositive("tau", tau);
  const matrix = checkCovariance(covariance);
  const pi = checkPerAsset("prior", prior, matrix.length);
  const portfolios = views.map(({ portfolio }, v) => {
    checkLength(`portfolio of view ${v}`, portfolio, matrix.length);
    const weights = checkPerAsset(`portfolio of view ${v}`, portfolio, matrix.length);
    if (weights.some((weight) => weight !== 0)) return weights;
    const name = `portfolio of view ${v}`;
    throw new BacksightError("BACKSIGHT_ARGUMENT", { name, rule: "not all zero", value: Array.from(weights) });
  });
  const expected = checkPerAsset(
    "expected of the views",
    views.map((view) => view.expected),
    views.length,
  );
  // τ C Pᵀ, one column per view.
  const loadings = portfolios.map((portfolio) => timesVector(matrix, portfolio).map((value) => tau * value));
  const between = portfolios.map((portfolio, v) =>
    Float64Array.from(loadings, (loading, u) => {
      const own = dot(portfolio, loading);
      return u === v ? own + checkPositive(`variance of view ${v}`, views[v]!.variance ?? own) : own;
    }),
  );
  const factor = cholesky(between);
  if (!factor.isPositiveDefinite) {
    throw new BacksightError("BACKSIGHT_NOT_POSITIVE_DEFINITE", { name: "the views' covariance", row: factor.row });
  }
  const surprise = solveCholesky(
    factor.lower,
    expected.map((value, v) => value - dot(portfolios[v]!, pi)),
  );
  const means = pi.map((value, i) => value + loadings.reduce((sum, loading, v) => sum + loading[i]! * surprise[v]!, 0));
  const learned = matrix.map((_, i) =>
    solveCholesky(
      factor.lower,
      loadings.map((loading) => loading[i]!),
    ),
  );
  const posterior = matrix.map((row, i) =>
    row.map(
      (value, j) => (1 + tau) * value - loadings.reduce((sum, loading, v) => sum + loading[j]! * learned[i]![v]!, 0),
    ),
  );
  for (const [i, row] of posterior.entries()) {
    for (let j = 0; j < i; j++) row[j] = posterior[j]![i] = (row[j]! + posterior[j]![i]!) / 2;
  }
  return { means, covariance: posterior };
}
