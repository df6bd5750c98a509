import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { covarianceArbitrary, vectorArbitrary } from "../../../test/support/random-covariance.ts";
import { cholesky, solveCholesky } from "./cholesky.ts";
import { timesVector } from "./matrix.ts";

describe("cholesky", () => {
  it("is what paper says", () => {
    // 4 = 2², 2 = 2 × 1, 5 − 1² = 4 = 2²
    const factor = cholesky([
      [4, 2],
      [2, 5],
    ]);
    expect(factor).toEqual({ isPositiveDefinite: true, lower: [Float64Array.of(2, 0), Float64Array.of(1, 2)] });
  });

  it("solves to what it was asked", () =>
    fc.assert(
      fc.property(covarianceArbitrary(6), vectorArbitrary(6), (matrix, x) => {
        const factor = cholesky(matrix);
        if (!factor.isPositiveDefinite) throw new Error("positive definite by construction");
        const solved = solveCholesky(factor.lower, timesVector(matrix, x));
        for (const [i, value] of x.entries()) expect(solved[i]).toBeCloseTo(value, 8);
      }),
    ));

  it("names the first row that follows from those above it", () => {
    // Row 2 is the sum of rows 0 and 1.
    const singular = [
      [2, 1, 3],
      [1, 2, 3],
      [3, 3, 6],
    ];
    expect(cholesky(singular)).toEqual({ isPositiveDefinite: false, row: 2 });
    expect(cholesky([[NaN]])).toEqual({ isPositiveDefinite: false, row: 0 });
    expect(cholesky([[-1]])).toEqual({ isPositiveDefinite: false, row: 0 });
  });
});
