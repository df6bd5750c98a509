import { checkLength } from "../../core/checks.ts";
import { BacksightError } from "../../core/errors.ts";

/** Rows of one length. What a caller gives may hold plain arrays; what comes back holds `Float64Array`s. */
export type Matrix = readonly ArrayLike<number>[];

/** Two numbers that should be one may differ by so much of the rows' own size: rounding, or a file's digits. */
const SYMMETRY = 1e-9;

/** A matrix of zeros. */
export function zeroMatrix(rows: number, columns = rows): Float64Array[] {
  return Array.from({ length: rows }, () => new Float64Array(columns));
}

/** `values` on the diagonal, zeros elsewhere. */
export function diagonalMatrix(values: ArrayLike<number>): Float64Array[] {
  const matrix = zeroMatrix(values.length);
  for (let i = 0; i < values.length; i++) matrix[i]![i] = values[i]!;
  return matrix;
}

/** Σ aᵢ bᵢ, added in the order of the indices. */
export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < a.length; i++) total += a[i]! * b[i]!;
  return total;
}

/** Matrix times column: one number per row. */
export function timesVector(matrix: Matrix, vector: ArrayLike<number>): Float64Array {
  return Float64Array.from(matrix, (row) => dot(row, vector));
}

/** xᵀ A x. */
export function quadraticForm(matrix: Matrix, x: ArrayLike<number>): number {
  return dot(timesVector(matrix, x), x);
}

/**
 * A copy of a matrix that must be square, finite and symmetric (to 1e-9 of the diagonal's size), made exactly symmetric.
 *
 * @param name what errors call it
 * @throws {BacksightError} BACKSIGHT_LENGTH, BACKSIGHT_ARGUMENT
 */
export function symmetricMatrix(name: string, matrix: Matrix): Float64Array[] {
  const n = matrix.length;
  if (n === 0) throw new BacksightError("BACKSIGHT_ARGUMENT", { name, rule: "a matrix with rows", value: "none" });
  for (const [i, row] of matrix.entries()) {
    checkLength(`row ${i} of ${name}`, row, n);
    for (let j = 0; j < n; j++) {
      if (Number.isFinite(row[j])) continue;
      throw new BacksightError("BACKSIGHT_ARGUMENT", { name: `${name}[${i}][${j}]`, rule: "finite", value: row[j] });
    }
  }
  const copy = zeroMatrix(n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      const [below, above] = [matrix[i]![j]!, matrix[j]![i]!];
      const size = Math.sqrt(Math.abs(matrix[i]![i]! * matrix[j]![j]!)) + Math.abs(below);
      if (Math.abs(below - above) > SYMMETRY * size) {
        const rule = `symmetric: [${i}][${j}] equal to [${j}][${i}]`;
        throw new BacksightError("BACKSIGHT_ARGUMENT", { name, rule, value: [below, above] });
      }
      copy[i]![j] = copy[j]![i] = below === above ? below : (below + above) / 2;
    }
  }
  return copy;
}
