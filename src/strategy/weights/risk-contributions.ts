import type { Matrix } from "../../math/linear-algebra/matrix.ts";
import { dot, timesVector } from "../../math/linear-algebra/matrix.ts";
import { checkCovariance, checkPerAsset } from "./check-covariance.ts";

/**
 * Each asset's share of the portfolio's variance, wᵢ (C w)ᵢ / wᵀ C w: they add up to 1; below 0 for a position that
 * hedges. NaN for a portfolio without variance.
 *
 * @throws {BacksightError} BACKSIGHT_LENGTH, BACKSIGHT_ARGUMENT
 */
export function riskContributions(weights: ArrayLike<number>, covariance: Matrix): Float64Array {
  const matrix = checkCovariance(covariance);
  const w = checkPerAsset("weights", weights, matrix.length);
  const marginal = timesVector(matrix, w);
  const variance = dot(w, marginal);
  return w.map((weight, i) => (variance > 0 ? (weight * marginal[i]!) / variance : NaN));
}
