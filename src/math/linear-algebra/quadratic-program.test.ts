import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { covarianceArbitrary, vectorArbitrary } from "../../../test/support/random-covariance.ts";
import { dot, timesVector } from "./matrix.ts";
import { type LinearConstraint, minimizeQuadratic, type QuadraticMinimum } from "./quadratic-program.ts";

const N = 5;

function solved(found: QuadraticMinimum | "infeasible"): QuadraticMinimum {
  if (found === "infeasible") throw new Error("feasible by construction");
  return found;
}

/** The plain twin for Σ x = 1, 0 ≤ x ≤ top: small steps downhill, each put back among the feasible by halving. */
function projectedGradient(hessian: number[][], linear: number[], top: number): Float64Array {
  let x = new Float64Array(linear.length).fill(1 / linear.length);
  const step = 1 / hessian.reduce((sum, row, i) => sum + row[i]!, 0);
  for (let k = 0; k < 40_000; k++) {
    const slope = timesVector(hessian, x).map((value, i) => value + linear[i]!);
    const free = x.map((value, i) => value - step * slope[i]!);
    let [low, high] = [Math.min(...free) - 1, Math.max(...free)];
    const clipped = (shift: number) => free.map((value) => Math.max(0, Math.min(top, value - shift)));
    for (let halving = 0; halving < 60; halving++) {
      const middle = (low + high) / 2;
      if (clipped(middle).reduce((a, b) => a + b) > 1) low = middle;
      else high = middle;
    }
    const next = clipped(high);
    const moved = next.reduce((most, value, i) => Math.max(most, Math.abs(value - x[i]!)), 0);
    x = next;
    if (moved < 1e-12) break;
  }
  return x;
}

function box(top: number): LinearConstraint[] {
  return Array.from({ length: N }, (_, i) => i).flatMap((i) => {
    const unit = Float64Array.from({ length: N }, (_, j) => (i === j ? 1 : 0));
    return [
      { normal: unit, bound: 0 },
      { normal: unit.map((value) => -value), bound: -top },
    ];
  });
}

describe("minimizeQuadratic", () => {
  it("is what paper says", () => {
    // x² + y² − 4x − 2y with x + y = 2: the nearest point of the line to (2, 1) is (1.5, 0.5); with x ≤ 1 it is (1, 1).
    const hessian = [
      [2, 0],
      [0, 2],
    ];
    const sum = { normal: [1, 1], bound: 2 };
    const free = solved(minimizeQuadratic({ hessian, linear: [-4, -2], equalities: [sum] }));
    expect([...free.x]).toEqual([1.5, 0.5].map((value) => expect.closeTo(value, 14)));
    const held = solved(
      minimizeQuadratic({
        hessian,
        linear: [-4, -2],
        equalities: [sum],
        inequalities: [{ normal: [-1, 0], bound: -1 }],
      }),
    );
    expect([...held.x]).toEqual([1, 1].map((value) => expect.closeTo(value, 14)));
    // 2x − 4 = λ − μ and 2y − 2 = λ: λ = 0, μ = 2
    expect(held.equalityMultipliers[0]).toBeCloseTo(0, 14);
    expect(held.inequalityMultipliers[0]).toBeCloseTo(2, 14);
  });

  it("meets the conditions of Karush, Kuhn and Tucker, which only the minimum does", () => {
    const constraint = fc.record({ normal: vectorArbitrary(N), slack: fc.double({ min: 0, max: 0.5, noNaN: true }) });
    const program = fc.record({
      hessian: covarianceArbitrary(N),
      linear: vectorArbitrary(N, 5),
      inside: vectorArbitrary(N),
      equality: vectorArbitrary(N),
      inequalities: fc.array(constraint, { maxLength: 14 }),
    });
    fc.assert(
      fc.property(program, ({ hessian, linear, inside, equality, inequalities: drawn }) => {
        fc.pre(dot(equality, equality) > 1e-3 && drawn.every(({ normal }) => dot(normal, normal) > 1e-3));
        const equalities = [{ normal: equality, bound: dot(equality, inside) }];
        const inequalities = drawn.map(({ normal, slack }) => ({ normal, bound: dot(normal, inside) - slack }));
        const found = solved(minimizeQuadratic({ hessian, linear, equalities, inequalities }));
        const { x, equalityMultipliers, inequalityMultipliers } = found;
        expect(dot(equality, x)).toBeCloseTo(equalities[0]!.bound, 9);
        const slope = timesVector(hessian, x).map(
          (value, i) => value + linear[i]! - equalityMultipliers[0]! * equality[i]!,
        );
        for (const [k, { normal, bound }] of inequalities.entries()) {
          const multiplier = inequalityMultipliers[k]!;
          expect(multiplier).toBeGreaterThanOrEqual(0);
          expect(dot(normal, x)).toBeGreaterThan(bound - 1e-9);
          if (multiplier > 0) expect(dot(normal, x)).toBeCloseTo(bound, 8);
          for (let i = 0; i < N; i++) slope[i]! -= multiplier * normal[i]!;
        }
        const size = 1 + Math.max(...inequalityMultipliers, Math.abs(equalityMultipliers[0]!));
        for (const value of slope) expect(Math.abs(value)).toBeLessThan(1e-8 * size);
      }),
    );
  });

  it("is where projected gradients end", () =>
    fc.assert(
      fc.property(
        covarianceArbitrary(N),
        vectorArbitrary(N),
        fc.double({ min: 0.21, max: 1, noNaN: true }),
        (hessian, linear, top) => {
          for (let i = 0; i < N; i++) hessian[i]![i]! += 0.3;
          const equalities = [{ normal: new Float64Array(N).fill(1), bound: 1 }];
          const { x } = solved(minimizeQuadratic({ hessian, linear, equalities, inequalities: box(top) }));
          const twin = projectedGradient(hessian, linear, top);
          for (let i = 0; i < N; i++) expect(Math.abs(x[i]! - twin[i]!)).toBeLessThan(1e-7);
        },
      ),
      { numRuns: 25 },
    ));

  it("takes constraints that follow from others, and finds the same with any of them looked at first", () =>
    fc.assert(
      fc.property(covarianceArbitrary(N), vectorArbitrary(N), (hessian, linear) => {
        const sum = { normal: new Float64Array(N).fill(1), bound: 1 };
        const twice = { normal: new Float64Array(N).fill(-2), bound: -2 };
        const inequalities = [...box(0.4), ...box(0.4)];
        const once = solved(minimizeQuadratic({ hessian, linear, equalities: [sum], inequalities: box(0.4) }));
        const again = solved(
          minimizeQuadratic({ hessian, linear, equalities: [sum, twice], inequalities, likely: [3, 0, 8, 19] }),
        );
        for (let i = 0; i < N; i++) expect(Math.abs(once.x[i]! - again.x[i]!)).toBeLessThan(1e-9);
      }),
    ));

  it("says when nothing satisfies all of them", () => {
    const hessian = [
      [1, 0],
      [0, 1],
    ];
    const above = { normal: [1, 1], bound: 1 };
    const below = { normal: [-1, -1], bound: 0 };
    expect(minimizeQuadratic({ hessian, linear: [0, 0], inequalities: [above, below] })).toBe("infeasible");
    const other = { normal: [1, 1], bound: 2 };
    expect(minimizeQuadratic({ hessian, linear: [0, 0], equalities: [above, other] })).toBe("infeasible");
  });

  it("refuses a matrix that isn't positive definite, by name", () => {
    const hessian = [
      [1, 1],
      [1, 1],
    ];
    expect(() => minimizeQuadratic({ hessian, linear: [0, 0], name: "covariance" })).toThrow(
      "covariance isn't positive definite: row 1 follows from the rows above it.",
    );
  });
});
