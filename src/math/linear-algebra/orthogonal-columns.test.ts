import fc from "fast-check";
import { expect, it } from "vitest";
import { covarianceArbitrary, vectorArbitrary } from "../../../test/support/random-covariance.ts";
import { dot } from "./matrix.ts";
import { OrthogonalColumns } from "./orthogonal-columns.ts";

it("solves R r = Qᵀ b as the columns that are left say, whichever went", () =>
  fc.assert(
    fc.property(
      covarianceArbitrary(6),
      vectorArbitrary(6),
      fc.array(fc.nat({ max: 4 }), { maxLength: 3 }),
      (matrix, r, leaving) => {
        const columns = new OrthogonalColumns(6);
        for (const row of matrix) columns.add(Float64Array.from(row));
        for (const index of leaving) columns.remove(Math.min(index, columns.columns.length - 1));
        const left = columns.columns;
        expect(left.length).toBe(6 - leaving.length);
        const b = new Float64Array(6);
        for (const [k, column] of left.entries()) for (let i = 0; i < 6; i++) b[i]! += r[k]! * column[i]!;
        const { coefficients, rest } = columns.project(b);
        for (const value of rest) expect(Math.abs(value)).toBeLessThan(1e-12);
        const found = columns.solve(coefficients);
        for (let k = 0; k < left.length; k++) expect(found[k]).toBeCloseTo(r[k]!, 6);
        for (const [k, v] of columns.basis.entries()) {
          for (const [j, w] of columns.basis.entries()) expect(dot(v, w)).toBeCloseTo(j === k ? 1 : 0, 12);
        }
        // Rᵀ w = Dᵀ b has w = Qᵀ b.
        const back = columns.solveTransposed(left.map((column) => dot(column, b)));
        for (const [k, value] of coefficients.entries()) expect(back[k]).toBeCloseTo(value, 6);
      },
    ),
  ));
