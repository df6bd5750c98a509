import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { covarianceArbitrary } from "../../../test/support/random-covariance.ts";
import { type ConvexMinimum, minimizeConvex, type ValueAndSlope } from "./convex-minimum.ts";
import { quadraticForm, timesVector } from "./matrix.ts";
import { minimizeQuadratic } from "./quadratic-program.ts";

const sumIs1 = (n: number) => [{ normal: new Float64Array(n).fill(1), bound: 1 }];
const notNegative = (n: number) =>
  Array.from({ length: n }, (_, i) => ({
    normal: Float64Array.from({ length: n }, (_, j) => (i === j ? 1 : 0)),
    bound: 0,
  }));

function bounded(found: ConvexMinimum | "unbounded"): ConvexMinimum {
  if (found === "unbounded") throw new Error("bounded by construction");
  return found;
}

describe("minimizeConvex", () => {
  it("finds the corner that paper finds", () => {
    // max(3x, y, 2z) with x + y + z = 1 is least where all are equal: x = v/3, y = v, z = v/2, v = 6/11.
    const highest = (x: Float64Array): ValueAndSlope => {
      const parts = [3 * x[0]!, x[1]!, 2 * x[2]!];
      const k = parts.indexOf(Math.max(...parts));
      return { value: parts[k]!, slope: Float64Array.from([3, 1, 2], (part, i) => (i === k ? part : 0)) };
    };
    const { x, value } = bounded(minimizeConvex(highest, Float64Array.of(1, 0, 0), sumIs1(3), notNegative(3)));
    expect(value).toBeCloseTo(6 / 11, 11);
    expect([...x]).toEqual([2 / 11, 6 / 11, 3 / 11].map((part) => expect.closeTo(part, 10)));
  });

  it("is at least as low as the bottom of a smooth function, to its tolerance", () =>
    fc.assert(
      fc.property(covarianceArbitrary(4), (matrix) => {
        const deviation = (x: Float64Array): ValueAndSlope => {
          const value = Math.sqrt(quadraticForm(matrix, x));
          return { value, slope: timesVector(matrix, x).map((part) => part / value) };
        };
        const start = new Float64Array(4).fill(0.25);
        const found = bounded(minimizeConvex(deviation, start, sumIs1(4), notNegative(4)));
        const exact = minimizeQuadratic({
          hessian: matrix,
          linear: new Float64Array(4),
          equalities: sumIs1(4),
          inequalities: notNegative(4),
        });
        if (exact === "infeasible") throw new Error("feasible by construction");
        const least = Math.sqrt(quadraticForm(matrix, exact.x));
        expect(found.value).toBeGreaterThan(least - 1e-12);
        expect(found.value).toBeLessThan(least + 1e-8);
      }),
      { numRuns: 30 },
    ));

  it("asks once about a function that is nothing", () => {
    const nothing = (x: Float64Array): ValueAndSlope => ({ value: 0, slope: new Float64Array(x.length) });
    expect(minimizeConvex(nothing, Float64Array.of(1), [], [])).toEqual({
      x: Float64Array.of(1),
      value: 0,
      evaluations: 1,
    });
  });

  it("says when there is no bottom", () => {
    const falling = (x: Float64Array): ValueAndSlope => ({ value: -x[0]!, slope: Float64Array.of(-1) });
    expect(minimizeConvex(falling, Float64Array.of(0), [], [])).toBe("unbounded");
  });
});
