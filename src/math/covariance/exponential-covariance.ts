import { BacksightError } from "../../core/errors.ts";
import { zeroMatrix } from "../linear-algebra/matrix.ts";
import { sum } from "../sum.ts";
import { checkReturns, type ReturnColumns } from "./return-columns.ts";

export interface ExponentialCovarianceOptions {
  /** A period's weight over that of the next one, 0 to 1 exclusive; 0.94 without it (RiskMetrics, daily). */
  readonly decay?: number | undefined;
  /** What deviations are measured from: "zero", as RiskMetrics does and as without it, or the weighted "mean". */
  readonly about?: "zero" | "mean" | undefined;
}

/**
 * Covariance matrix per period, in squared returns, with weights that fall by `decay` per period into the past and add up
 * to 1: Σ w r rᵀ. A NaN makes its asset's row and column NaN.
 *
 * J.P. Morgan/Reuters (1996), RiskMetrics Technical Document, 4th edition, 5.2. With `about: "mean"` it is pandas'
 * `ewm(alpha=1 - decay).cov(bias=True)`.
 *
 * @throws {BacksightError} BACKSIGHT_ARGUMENT, BACKSIGHT_LENGTH
 */
export function exponentialCovariance(
  returns: ReturnColumns,
  { decay = 0.94, about = "zero" }: ExponentialCovarianceOptions = {},
): Float64Array[] {
  if (!(decay > 0 && decay < 1)) {
    throw new BacksightError("BACKSIGHT_ARGUMENT", { name: "decay", rule: "between 0 and 1", value: decay });
  }
  const periods = checkReturns(returns, 2);
  const weights = new Float64Array(periods).fill(1);
  for (let t = periods - 2; t >= 0; t--) weights[t] = weights[t + 1]! * decay;
  const total = sum(weights);
  const centered = returns.map((column) => {
    const center = about === "mean" ? sum(weights.map((weight, t) => weight * column[t]!)) / total : 0;
    return Float64Array.from(column, (value) => value - center);
  });
  const matrix = zeroMatrix(returns.length);
  for (let i = 0; i < returns.length; i++) {
    for (let j = 0; j <= i; j++) {
      const products = weights.map((weight, t) => weight * centered[i]![t]! * centered[j]![t]!);
      matrix[i]![j] = matrix[j]![i] = sum(products) / total;
    }
  }
  return matrix;
}
