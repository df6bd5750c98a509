import { zeroMatrix } from "../linear-algebra/matrix.ts";
import { mean } from "../moments.ts";
import { sum } from "../sum.ts";
import { checkReturns, deviations, type ReturnColumns } from "./return-columns.ts";

export interface SampleCovarianceOptions {
  /** 1, as without it: the estimate of the population's; 0: of the values themselves. */
  readonly ddof?: 0 | 1 | undefined;
  /**
   * "nan", as without it: a NaN makes its asset's row and column NaN. "pairwise": each pair of assets takes the periods
   * that both have (pandas does that; such a matrix needn't be positive definite).
   */
  readonly missing?: "nan" | "pairwise" | undefined;
}

/**
 * Covariance matrix per period, in squared returns: mean products of deviations from the means. Multiply it by the
 * periods of a year for an annual one. NaN where fewer than two periods count.
 *
 * @throws {BacksightError} BACKSIGHT_ARGUMENT, BACKSIGHT_LENGTH
 */
export function sampleCovariance(
  returns: ReturnColumns,
  { ddof = 1, missing = "nan" }: SampleCovarianceOptions = {},
): Float64Array[] {
  const periods = checkReturns(returns, 2);
  const matrix = zeroMatrix(returns.length);
  const centered = deviations(returns);
  const products = new Float64Array(periods);
  const ofAll = (a: Float64Array, b: Float64Array): number => {
    for (let t = 0; t < periods; t++) products[t] = a[t]! * b[t]!;
    return sum(products) / (periods - ddof);
  };
  for (let i = 0; i < returns.length; i++) {
    for (let j = 0; j <= i; j++) {
      const isWhole = missing === "nan" || !(Number.isNaN(centered[i]![0]) || Number.isNaN(centered[j]![0]));
      const value = isWhole ? ofAll(centered[i]!, centered[j]!) : ofPair(returns[i]!, returns[j]!, ddof);
      matrix[i]![j] = matrix[j]![i] = value;
    }
  }
  return matrix;
}

function ofPair(a: ArrayLike<number>, b: ArrayLike<number>, ddof: 0 | 1): number {
  const both = Array.from({ length: a.length }, (_, t) => t).filter((t) => !Number.isNaN(a[t]! + b[t]!));
  if (both.length < 2) return NaN;
  const meanA = mean(both.map((t) => a[t]!));
  const meanB = mean(both.map((t) => b[t]!));
  return sum(both.map((t) => (a[t]! - meanA) * (b[t]! - meanB))) / (both.length - ddof);
}
