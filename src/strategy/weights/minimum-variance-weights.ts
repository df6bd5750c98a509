import type { Matrix } from "../../math/linear-algebra/matrix.ts";
import { checkCovariance } from "./check-covariance.ts";
import { meanVarianceWeights } from "./mean-variance-weights.ts";
import { resolveLimits, type WeightLimits } from "./weight-limits.ts";

/**
 * Weights with the least variance between the limits, long only and adding up to 1 without any. With `UNLIMITED` they are
 * C⁻¹ 1 / (1ᵀ C⁻¹ 1). Markowitz (1952), "Portfolio Selection", Journal of Finance 7(1).
 *
 * @param covariance of returns, positive definite, of any period: a common factor changes nothing
 * @throws {BacksightError} BACKSIGHT_LENGTH, BACKSIGHT_ARGUMENT, BACKSIGHT_NOT_POSITIVE_DEFINITE, BACKSIGHT_NO_PORTFOLIO
 */
export function minimumVarianceWeights(covariance: Matrix, limits: WeightLimits = {}): Float64Array {
  const matrix = checkCovariance(covariance);
  return meanVarianceWeights(matrix, new Float64Array(matrix.length), resolveLimits(limits, matrix.length));
}
