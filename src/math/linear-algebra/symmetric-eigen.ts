import { BacksightError } from "../../core/errors.ts";
import { diagonalMatrix, type Matrix, symmetricMatrix } from "./matrix.ts";

/** A = Σ λᵢ vᵢ vᵢᵀ, the smallest λ first. */
export interface SymmetricEigen {
  readonly values: Float64Array;
  /** One of length 1 per value, in their order, orthogonal to each other; the sign is arbitrary. */
  readonly vectors: readonly Float64Array[];
}

const MAX_SWEEPS = 60;

/**
 * Eigenvalues and eigenvectors of a symmetric matrix by Jacobi's rotations, cyclic by rows: slower than reduction to a
 * tridiagonal, and exact to a few units of the last place of the largest value. For matrices of up to some hundred rows.
 *
 * Golub & Van Loan (2013), Matrix Computations, algorithm 8.5.3.
 *
 * @throws {BacksightError} BACKSIGHT_LENGTH, BACKSIGHT_ARGUMENT for a matrix that isn't square, finite and symmetric
 */
export function symmetricEigen(matrix: Matrix): SymmetricEigen {
  const a = symmetricMatrix("matrix", matrix);
  const n = a.length;
  const vectors = diagonalMatrix(new Float64Array(n).fill(1));
  for (let sweep = 0; ; sweep++) {
    if (sweep === MAX_SWEEPS)
      throw new BacksightError("BACKSIGHT_NO_CONVERGENCE", { what: "the eigenvalues", steps: MAX_SWEEPS });
    let rotations = 0;
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) if (rotate(a, vectors, p, q)) rotations++;
    if (rotations === 0) break;
  }
  const order = Array.from({ length: n }, (_, i) => i).sort((i, j) => a[i]![i]! - a[j]![j]!);
  return { values: Float64Array.from(order, (i) => a[i]![i]!), vectors: order.map((i) => vectors[i]!) };
}

/** Makes a[p][q] zero; `vectors` has them as rows. False when it is nothing already. */
function rotate(a: readonly Float64Array[], vectors: readonly Float64Array[], p: number, q: number): boolean {
  const [rowP, rowQ] = [a[p]!, a[q]!];
  const off = rowP[q]!;
  const [atP, atQ] = [rowP[p]!, rowQ[q]!];
  if (Math.abs(off) <= 1e-17 * (Math.abs(atP) + Math.abs(atQ))) {
    rowP[q] = rowQ[p] = 0;
    return false;
  }
  const tau = (atQ - atP) / (2 * off);
  const tangent = (tau < 0 ? -1 : 1) / (Math.abs(tau) + Math.sqrt(1 + tau * tau));
  const cosine = 1 / Math.sqrt(1 + tangent * tangent);
  const sine = tangent * cosine;
  for (const [k, row] of a.entries()) {
    if (k === p || k === q) continue;
    const [x, y] = [row[p]!, row[q]!];
    row[p] = rowP[k] = cosine * x - sine * y;
    row[q] = rowQ[k] = sine * x + cosine * y;
  }
  rowP[p] = atP - tangent * off;
  rowQ[q] = atQ + tangent * off;
  rowP[q] = rowQ[p] = 0;
  const [v, w] = [vectors[p]!, vectors[q]!];
  for (let k = 0; k < v.length; k++) {
    const [x, y] = [v[k]!, w[k]!];
    v[k] = cosine * x - sine * y;
    w[k] = sine * x + cosine * y;
  }
  return true;
}
