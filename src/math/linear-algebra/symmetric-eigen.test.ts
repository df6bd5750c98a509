import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { covarianceArbitrary } from "../../../test/support/random-covariance.ts";
import { dot, timesVector } from "./matrix.ts";
import { symmetricEigen } from "./symmetric-eigen.ts";

describe("symmetricEigen", () => {
  it("is what paper says", () => {
    // (2 − λ)² = 1: 1 along (1, −1), 3 along (1, 1)
    const { values, vectors } = symmetricEigen([
      [2, 1],
      [1, 2],
    ]);
    expect(values[0]).toBeCloseTo(1, 15);
    expect(values[1]).toBeCloseTo(3, 15);
    expect(vectors[0]![0]! / vectors[0]![1]!).toBeCloseTo(-1, 14);
    expect(vectors[1]![0]! / vectors[1]![1]!).toBeCloseTo(1, 14);
  });

  it("gives A v = λ v, orthonormal and ascending", () =>
    fc.assert(
      fc.property(covarianceArbitrary(7), (matrix) => {
        const { values, vectors } = symmetricEigen(matrix);
        const trace = matrix.reduce((sum, row, i) => sum + row[i]!, 0);
        for (const [k, v] of vectors.entries()) {
          const image = timesVector(matrix, v);
          for (const [i, value] of image.entries())
            expect(Math.abs(value - values[k]! * v[i]!)).toBeLessThan(1e-13 * trace);
          for (const [j, w] of vectors.entries()) expect(dot(v, w)).toBeCloseTo(j === k ? 1 : 0, 13);
          if (k > 0) expect(values[k]).toBeGreaterThanOrEqual(values[k - 1]!);
        }
        expect(values.reduce((a, b) => a + b) / trace).toBeCloseTo(1, 13);
      }),
    ));

  it("refuses what isn't square, finite and symmetric", () => {
    const refusal = (code: string) => expect.objectContaining({ code });
    expect(() => symmetricEigen([[1, 2]])).toThrow(refusal("BACKSIGHT_LENGTH"));
    expect(() => symmetricEigen([[NaN]])).toThrow(refusal("BACKSIGHT_ARGUMENT"));
    expect(() => symmetricEigen([])).toThrow(refusal("BACKSIGHT_ARGUMENT"));
    const skew = [
      [1, 0.5],
      [0.4, 1],
    ];
    expect(() => symmetricEigen(skew)).toThrow(/symmetric: \[1\]\[0\] equal to \[0\]\[1\], was \[0.4,0.5\]/);
  });
});
