import { checkFinite } from "../../core/checks.ts";
import { BacksightError } from "../../core/errors.ts";
import type { Matrix } from "../../math/linear-algebra/matrix.ts";
import { checkCovariance, checkPerAsset } from "./check-covariance.ts";
import { meanVarianceWeights } from "./mean-variance-weights.ts";
import { highestReturn, resolveLimits, type WeightLimits } from "./weight-limits.ts";

/**
 * Weights with the least variance among those whose expected return is at least `target`: a point of the efficient
 * frontier. Markowitz (1952), "Portfolio Selection", Journal of Finance 7(1).
 *
 * @param means expected returns, in the period of `target`
 * @throws {BacksightError} BACKSIGHT_NO_PORTFOLIO when no weights between the limits expect so much; BACKSIGHT_LENGTH,
 * BACKSIGHT_ARGUMENT, BACKSIGHT_NOT_POSITIVE_DEFINITE
 */
export function targetReturnWeights(
  means: ArrayLike<number>,
  covariance: Matrix,
  target: number,
  limits: WeightLimits = {},
): Float64Array {
  checkFinite("target", target);
  const matrix = checkCovariance(covariance);
  const mu = checkPerAsset("means", means, matrix.length);
  const resolved = resolveLimits(limits, matrix.length);
  const most = highestReturn(mu, resolved);
  const allowed = most === Infinity ? "less" : `${most} at most`;
  const refusal = {
    problem: `an expected return of ${target} is asked for, and the limits allow ${allowed}`,
    advice: "Ask for less, or widen min and max.",
  };
  if (target > most + 1e-12 * Math.abs(most)) throw new BacksightError("BACKSIGHT_NO_PORTFOLIO", refusal);
  const enough = { normal: mu, bound: Math.min(target, most) };
  return meanVarianceWeights(matrix, new Float64Array(mu.length), resolved, [enough], refusal);
}
