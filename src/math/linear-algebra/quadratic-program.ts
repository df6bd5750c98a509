import { checkLength } from "../../core/checks.ts";
import { BacksightError } from "../../core/errors.ts";
import { cholesky, solveLower, solveLowerTransposed } from "./cholesky.ts";
import { dot, type Matrix } from "./matrix.ts";
import { OrthogonalColumns } from "./orthogonal-columns.ts";

/** `normal · x ≥ bound`, or `= bound` among the equalities. */
export interface LinearConstraint {
  readonly normal: ArrayLike<number>;
  readonly bound: number;
}

/** Minimise ½ xᵀ H x + g · x under linear constraints. */
export interface QuadraticProgram {
  /** H: symmetric and positive definite; what errors call it is `name`. */
  readonly hessian: Matrix;
  readonly name?: string | undefined;
  /** g. */
  readonly linear: ArrayLike<number>;
  readonly equalities?: readonly LinearConstraint[] | undefined;
  readonly inequalities?: readonly LinearConstraint[] | undefined;
  /** Inequalities that are probably met exactly: they are looked at first. Changes the time that it takes, not the answer. */
  readonly likely?: readonly number[] | undefined;
}

/** The only minimum; H x + g = Σ multiplier × normal there, and a multiplier above 0 only where the bound is met. */
export interface QuadraticMinimum {
  readonly x: Float64Array;
  /** Of either sign. */
  readonly equalityMultipliers: Float64Array;
  /** None is negative. */
  readonly inequalityMultipliers: Float64Array;
}

/** Share of |normal| × |x| + |bound| by which a constraint may be missed: rounding. */
const FEASIBLE = 1e-12;
/** A normal whose part outside the active ones is less than this share of it follows from them. */
const DEPENDENT = 1e-10;

/**
 * Strictly convex quadratic programs by the dual active-set method of Goldfarb & Idnani (1983), "A numerically stable
 * dual method for solving strictly convex quadratic programs", Mathematical Programming 27: from the minimum without
 * constraints, the most violated one is met in turn, and those whose multiplier would become negative are let go. The
 * active normals are kept as orthogonal columns; the answer is computed once more from the active set, so that it is as
 * exact as its last system. Some hundred variables and constraints.
 *
 * @returns the minimum, or "infeasible" when no x satisfies all constraints
 * @throws {BacksightError} BACKSIGHT_NOT_POSITIVE_DEFINITE, BACKSIGHT_LENGTH, BACKSIGHT_NO_CONVERGENCE
 */
export function minimizeQuadratic(program: QuadraticProgram): QuadraticMinimum | "infeasible" {
  const { hessian, linear, equalities = [], inequalities = [], likely = [], name = "the matrix" } = program;
  const n = hessian.length;
  const factor = cholesky(hessian);
  if (!factor.isPositiveDefinite) {
    throw new BacksightError("BACKSIGHT_NOT_POSITIVE_DEFINITE", { name, row: factor.row });
  }
  checkLength("linear", linear, n);
  const { lower } = factor;
  const constraints = [...equalities, ...inequalities];
  for (const [k, { normal }] of constraints.entries()) checkLength(`constraint ${k}`, normal, n);
  const sizes = constraints.map(({ normal }) => Math.sqrt(dot(normal, normal)));
  const isEquality = (k: number): boolean => k < equalities.length;

  const shifted = solveLower(lower, linear);
  const x = solveLowerTransposed(lower, shifted).map((value) => -value);
  const columns = new OrthogonalColumns(n);
  const active: number[] = [];
  const multipliers: number[] = [];
  /** Equalities that are met from above, and those that follow from others. */
  const flipped = new Set<number>();
  const redundant = new Set<number>();
  const missing = (k: number): number => {
    const { normal, bound } = constraints[k]!;
    const gap = dot(normal, x) - bound;
    return flipped.has(k) ? -gap : gap;
  };
  const isMissed = (k: number, gap: number): boolean => {
    const largest = x.reduce((top, value) => Math.max(top, Math.abs(value)), 0);
    return gap < -FEASIBLE * (sizes[k]! * largest + Math.abs(constraints[k]!.bound));
  };

  /** The equalities first, then the likely ones, then the inequality that is furthest from being met. */
  const next = (): number | undefined => {
    for (let k = 0; k < equalities.length; k++) {
      if (active.includes(k) || redundant.has(k)) continue;
      if (missing(k) > 0) flipped.add(k);
      return k;
    }
    for (const index of likely) {
      const k = equalities.length + index;
      if (!active.includes(k) && isMissed(k, missing(k))) return k;
    }
    let worst: number | undefined;
    let most = 0;
    for (let k = equalities.length; k < constraints.length; k++) {
      if (active.includes(k)) continue;
      const gap = missing(k);
      if (gap / sizes[k]! < most && isMissed(k, gap)) {
        most = gap / sizes[k]!;
        worst = k;
      }
    }
    return worst;
  };

  const limit = 100 + 20 * (n + constraints.length);
  let steps = 0;
  for (let entering = next(); entering !== undefined; entering = next()) {
    const sign = flipped.has(entering) ? -1 : 1;
    const normal = solveLower(lower, constraints[entering]!.normal).map((value) => sign * value);
    let multiplier = 0;
    for (;;) {
      if (++steps > limit)
        throw new BacksightError("BACKSIGHT_NO_CONVERGENCE", { what: "the quadratic program", steps: limit });
      const { coefficients, rest } = columns.project(normal);
      const outside = dot(rest, rest);
      const isDependent = outside <= DEPENDENT * DEPENDENT * dot(normal, normal);
      const gap = missing(entering);
      if (isDependent && isEquality(entering) && !isMissed(entering, -Math.abs(gap))) {
        redundant.add(entering);
        break;
      }
      const change = columns.solve(coefficients);
      let leaving = -1;
      let dualStep = Infinity;
      for (const [j, k] of active.entries()) {
        if (isEquality(k) || !(change[j]! > 0)) continue;
        if (multipliers[j]! / change[j]! < dualStep) {
          dualStep = multipliers[j]! / change[j]!;
          leaving = j;
        }
      }
      const fullStep = isDependent ? Infinity : -gap / outside;
      const step = Math.min(dualStep, fullStep);
      if (step === Infinity) return "infeasible";
      for (let j = 0; j < active.length; j++) multipliers[j]! -= step * change[j]!;
      multiplier += step;
      if (!isDependent) {
        const direction = solveLowerTransposed(lower, rest);
        for (let i = 0; i < n; i++) x[i]! += step * direction[i]!;
      }
      if (fullStep <= dualStep) {
        columns.add(normal);
        active.push(entering);
        multipliers.push(multiplier);
        break;
      }
      columns.remove(leaving);
      active.splice(leaving, 1);
      multipliers.splice(leaving, 1);
    }
  }

  // With y = Lᵀ x: |y + L⁻¹ g|² is least where y = −L⁻¹ g + Q w, and Rᵀ w = bounds + Dᵀ L⁻¹ g for the active normals D = Q R.
  const signs = active.map((k) => (flipped.has(k) ? -1 : 1));
  const wanted = active.map((k, j) => signs[j]! * constraints[k]!.bound + dot(columns.columns[j]!, shifted));
  const weights = columns.solveTransposed(wanted);
  const y = shifted.map((value) => -value);
  for (const [j, direction] of columns.basis.entries()) {
    for (let i = 0; i < n; i++) y[i]! += weights[j]! * direction[i]!;
  }
  const exact = columns.solve(weights);
  const equalityMultipliers = new Float64Array(equalities.length);
  const inequalityMultipliers = new Float64Array(inequalities.length);
  for (const [j, k] of active.entries()) {
    if (isEquality(k)) equalityMultipliers[k] = signs[j]! * exact[j]!;
    else inequalityMultipliers[k - equalities.length] = Math.max(0, exact[j]!);
  }
  return { x: solveLowerTransposed(lower, y), equalityMultipliers, inequalityMultipliers };
}
