import { type Matrix, symmetricMatrix } from "../linear-algebra/matrix.ts";

/**
 * Correlations of a covariance matrix, each between −1 and 1, with ones on the diagonal. NaN in the row and the column of
 * an asset without variance.
 *
 * @throws {BacksightError} BACKSIGHT_LENGTH, BACKSIGHT_ARGUMENT for a matrix that isn't square, finite and symmetric
 */
export function correlationOfCovariance(covariance: Matrix): Float64Array[] {
  const matrix = symmetricMatrix("covariance", covariance);
  const deviation = matrix.map((row, i) => Math.sqrt(row[i]!));
  return matrix.map((row, i) =>
    row.map((value, j) => {
      const quotient = value / (deviation[i]! * deviation[j]!);
      return i === j && deviation[i]! > 0 ? 1 : Math.max(-1, Math.min(1, quotient));
    }),
  );
}
