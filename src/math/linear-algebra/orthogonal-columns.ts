import { dot } from "./matrix.ts";

/**
 * Columns D that come and go, kept as D = Q R: Q orthonormal, R upper triangular. Gram and Schmidt's way, each column
 * twice, which is orthogonal to rounding (Giraud, Langou & Rozložník 2005).
 */
export class OrthogonalColumns {
  readonly length: number;
  /** D, as they were added. */
  readonly columns: Float64Array[] = [];
  /** Q. */
  readonly basis: Float64Array[] = [];
  /** Columns of R: the k-th has k + 1 entries. */
  private readonly factors: Float64Array[] = [];

  constructor(length: number) {
    this.length = length;
  }

  /** A vector's coefficients along Q, and what is left of it. */
  project(vector: Float64Array): { readonly coefficients: Float64Array; readonly rest: Float64Array } {
    const rest = Float64Array.from(vector);
    const coefficients = new Float64Array(this.basis.length);
    for (let pass = 0; pass < 2; pass++) {
      for (const [k, direction] of this.basis.entries()) {
        const along = dot(direction, rest);
        coefficients[k]! += along;
        for (let i = 0; i < rest.length; i++) rest[i]! -= along * direction[i]!;
      }
    }
    return { coefficients, rest };
  }

  /** Takes a column that isn't a combination of those that are there. */
  add(column: Float64Array): void {
    const { coefficients, rest } = this.project(column);
    const size = Math.sqrt(dot(rest, rest));
    this.columns.push(column);
    this.basis.push(rest.map((value) => value / size));
    this.factors.push(Float64Array.of(...coefficients, size));
  }

  /** Without that column R has one entry too many below its diagonal in those after it: plane rotations clear them. */
  remove(index: number): void {
    this.columns.splice(index, 1);
    this.factors.splice(index, 1);
    const { factors, basis } = this;
    for (let k = index; k < factors.length; k++) {
      const [a, b] = [factors[k]![k]!, factors[k]![k + 1]!];
      const size = Math.sqrt(a * a + b * b);
      const [cosine, sine] = [a / size, b / size];
      for (let j = k; j < factors.length; j++) rotate(factors[j]!, k, factors[j]!, k + 1, cosine, sine);
      const [first, second] = [basis[k]!, basis[k + 1]!];
      for (let i = 0; i < this.length; i++) rotate(first, i, second, i, cosine, sine);
      factors[k] = factors[k]!.subarray(0, k + 1);
    }
    basis.pop();
  }

  /** r with R r = c. */
  solve(c: ArrayLike<number>): Float64Array {
    const r = Float64Array.from(c);
    for (let k = r.length - 1; k >= 0; k--) {
      const column = this.factors[k]!;
      r[k]! /= column[k]!;
      for (let i = 0; i < k; i++) r[i]! -= column[i]! * r[k]!;
    }
    return r;
  }

  /** w with Rᵀ w = c. */
  solveTransposed(c: ArrayLike<number>): Float64Array {
    const w = Float64Array.from(c);
    for (let k = 0; k < w.length; k++) {
      const column = this.factors[k]!;
      for (let i = 0; i < k; i++) w[k]! -= column[i]! * w[i]!;
      w[k]! /= column[k]!;
    }
    return w;
  }
}

function rotate(x: Float64Array, i: number, y: Float64Array, j: number, cosine: number, sine: number): void {
  const [a, b] = [x[i]!, y[j]!];
  x[i] = cosine * a + sine * b;
  y[j] = cosine * b - sine * a;
}
