import { BacksightError } from "../../core/errors.ts";
import { type LinearConstraint, minimizeQuadratic } from "../../math/linear-algebra/quadratic-program.ts";
import type { ResolvedLimits } from "./weight-limits.ts";

/** Why there are no weights, should there be none. */
export interface NoPortfolio {
  readonly problem: string;
  readonly advice: string;
}

const LIMITS_EXCLUDE: NoPortfolio = { problem: "the limits exclude each other", advice: "Widen min and max." };

/**
 * Weights with the least ½ wᵀ C w + g · w between the limits, and with further inequalities: what all mean-variance
 * builders have in common. A weight at a limit is that limit to the bit.
 *
 * @param refusal what the error says when no weights satisfy everything
 * @throws {BacksightError} BACKSIGHT_NO_PORTFOLIO, BACKSIGHT_NOT_POSITIVE_DEFINITE, BACKSIGHT_NO_CONVERGENCE
 */
export function meanVarianceWeights(
  covariance: readonly Float64Array[],
  linear: Float64Array,
  limits: ResolvedLimits,
  further: readonly LinearConstraint[] = [],
  refusal = LIMITS_EXCLUDE,
): Float64Array {
  const found = minimizeQuadratic({
    hessian: covariance,
    name: "covariance",
    linear,
    equalities: [limits.budget],
    inequalities: [...limits.bounds, ...further],
  });
  if (found === "infeasible") throw new BacksightError("BACKSIGHT_NO_PORTFOLIO", { ...refusal });
  return atLimits(found.x, limits);
}

/** Rounding beyond a limit, or just within it, is the limit. */
export function atLimits(weights: Float64Array, { min, max }: ResolvedLimits): Float64Array {
  const isAt = (weight: number, limit: number): boolean =>
    Number.isFinite(limit) && Math.abs(weight - limit) <= 1e-13 * Math.max(1, Math.abs(limit));
  return weights.map((weight, i) => {
    if (weight < min[i]! || isAt(weight, min[i]!)) return min[i]!;
    return weight > max[i]! || isAt(weight, max[i]!) ? max[i]! : weight;
  });
}
