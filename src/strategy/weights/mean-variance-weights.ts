import type { LinearConstraint } from "../../math/linear-algebra/quadratic-program.ts";
import { minimizeQuadratic } from "../../math/linear-algebra/quadratic-program.ts";
import type { ResolvedLimits } from "./weight-limits.ts";

/**
 * Weights with the least ½ wᵀ C w + g · w between the limits, and with further constraints: what all mean-variance
 * builders have in common. A weight at a limit is that limit to the bit.
 *
 * @returns undefined when no weights satisfy everything
 * @throws {BacksightError} BACKSIGHT_NOT_POSITIVE_DEFINITE, BACKSIGHT_NO_CONVERGENCE
 */
export function meanVarianceWeights(
  covariance: readonly Float64Array[],
  linear: Float64Array,
  limits: ResolvedLimits,
  further: { readonly equalities?: readonly LinearConstraint[]; readonly inequalities?: readonly LinearConstraint[] } = {},
): Float64Array | undefined {
  const found = minimizeQuadratic({
    hessian: covariance,
    name: "covariance",
    linear,
    equalities: [limits.budget, ...(further.equalities ?? [])],
    inequalities: [...limits.bounds, ...(further.inequalities ?? [])],
  });
  return found === "infeasible" ? undefined : atLimits(found.x, limits);
}

/** Rounding beyond a limit, or just within it, is the limit. */
export function atLimits(weights: Float64Array, { min, max }: ResolvedLimits): Float64Array {
  const near = (weight: number, limit: number): boolean => Math.abs(weight - limit) <= 1e-13 * Math.max(1, Math.abs(limit));
  return weights.map((weight, i) => {
    if (weight < min[i]! || near(weight, min[i]!)) return min[i]!;
    return weight > max[i]! || near(weight, max[i]!) ? max[i]! : weight;
  });
}
