import type { Matrix } from "./matrix.ts";

/** A pivot below this share of its diagonal is rounding: the row follows from those above it. */
const SMALLEST_PIVOT = 1e-13;

/** The lower triangle L with L Lᵀ = A, or the first row that follows from the rows above it. */
export type CholeskyFactor =
  | { readonly isPositiveDefinite: true; readonly lower: readonly Float64Array[] }
  | { readonly isPositiveDefinite: false; readonly row: number };

/**
 * Cholesky's factor of a symmetric matrix; only its lower triangle is read. A pivot at or below 1e-13 of its diagonal
 * counts as zero, and so does NaN.
 *
 * Golub & Van Loan (2013), Matrix Computations, algorithm 4.2.1.
 */
export function cholesky(matrix: Matrix): CholeskyFactor {
  const lower: Float64Array[] = [];
  for (const [i, row] of matrix.entries()) {
    const out = new Float64Array(matrix.length);
    for (let j = 0; j < i; j++) {
      const above = lower[j]!;
      let rest = row[j]!;
      for (let k = 0; k < j; k++) rest -= out[k]! * above[k]!;
      out[j] = rest / above[j]!;
    }
    let pivot = row[i]!;
    for (let k = 0; k < i; k++) pivot -= out[k]! * out[k]!;
    if (!(pivot > SMALLEST_PIVOT * row[i]!)) return { isPositiveDefinite: false, row: i };
    out[i] = Math.sqrt(pivot);
    lower.push(out);
  }
  return { isPositiveDefinite: true, lower };
}

/** x with L x = b. */
export function solveLower(lower: readonly Float64Array[], b: ArrayLike<number>): Float64Array {
  const x = new Float64Array(b.length);
  for (let i = 0; i < x.length; i++) {
    const row = lower[i]!;
    let rest = b[i]!;
    for (let k = 0; k < i; k++) rest -= row[k]! * x[k]!;
    x[i] = rest / row[i]!;
  }
  return x;
}

/** x with Lᵀ x = b. */
export function solveLowerTransposed(lower: readonly Float64Array[], b: ArrayLike<number>): Float64Array {
  const x = Float64Array.from(b);
  for (let i = x.length - 1; i >= 0; i--) {
    const row = lower[i]!;
    x[i]! /= row[i]!;
    for (let k = 0; k < i; k++) x[k]! -= row[k]! * x[i]!;
  }
  return x;
}

/** x with A x = b, by the factor of A. */
export function solveCholesky(lower: readonly Float64Array[], b: ArrayLike<number>): Float64Array {
  return solveLowerTransposed(lower, solveLower(lower, b));
}
