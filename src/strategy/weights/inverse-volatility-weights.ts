import type { Matrix } from "../../math/linear-algebra/matrix.ts";
import { checkCovariance } from "./check-covariance.ts";

/**
 * Weights proportional to 1 / volatility, adding up to 1: equal risk contributions if all correlations were the same.
 * Only the diagonal is looked at.
 *
 * @param covariance of returns, of any period: a common factor changes nothing
 * @throws {BacksightError} BACKSIGHT_LENGTH, BACKSIGHT_ARGUMENT
 */
export function inverseVolatilityWeights(covariance: Matrix): Float64Array {
  const inverse = Float64Array.from(checkCovariance(covariance), (row, i) => 1 / Math.sqrt(row[i]!));
  const total = inverse.reduce((sum, value) => sum + value, 0);
  return inverse.map((value) => value / total);
}
