import { checkPositive } from "../../core/checks.ts";
import type { Matrix } from "../../math/linear-algebra/matrix.ts";
import { checkCovariance, checkPerAsset } from "./check-covariance.ts";
import { meanVarianceWeights } from "./mean-variance-weights.ts";
import { resolveLimits, type WeightLimits } from "./weight-limits.ts";

export interface UtilityOptions {
  /** λ: what a unit of variance costs in return, halved; above 0, 1 without it. */
  readonly riskAversion?: number | undefined;
  readonly limits?: WeightLimits | undefined;
}

/**
 * Weights with the highest μ · w − ½ λ wᵀ C w between the limits, long only and adding up to 1 without any. With
 * `{ total: 0, min: −1, max: 1 }` they are market neutral.
 *
 * @param means expected returns, in the period of the covariance
 * @throws {BacksightError} BACKSIGHT_LENGTH, BACKSIGHT_ARGUMENT, BACKSIGHT_NOT_POSITIVE_DEFINITE, BACKSIGHT_NO_PORTFOLIO
 */
export function maximumUtilityWeights(
  means: ArrayLike<number>,
  covariance: Matrix,
  { riskAversion = 1, limits = {} }: UtilityOptions = {},
): Float64Array {
  checkPositive("riskAversion", riskAversion);
  const matrix = checkCovariance(covariance);
  const mu = checkPerAsset("means", means, matrix.length);
  return meanVarianceWeights(
    matrix,
    mu.map((value) => -value / riskAversion),
    resolveLimits(limits, matrix.length),
  );
}
