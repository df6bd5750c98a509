import { checkFinite, checkPositive } from "../../core/checks.ts";
import { BacksightError } from "../../core/errors.ts";
import type { Matrix } from "../../math/linear-algebra/matrix.ts";
import { type LinearConstraint, minimizeQuadratic } from "../../math/linear-algebra/quadratic-program.ts";
import { checkCovariance, checkPerAsset } from "./check-covariance.ts";
import { atLimits } from "./mean-variance-weights.ts";
import { type ResolvedLimits, resolveLimits, type WeightLimits } from "./weight-limits.ts";

export interface MaximumSharpeOptions {
  /** Return without risk, in the period of the means; 0 without it. */
  readonly riskFree?: number | undefined;
  /** Long only, adding up to 1, without them; `total` above 0. */
  readonly limits?: WeightLimits | undefined;
}

/**
 * Weights with the highest Sharpe ratio (μ · w − r) / √(wᵀ C w) between the limits: the tangency portfolio. With y
 * proportional to w and an excess return of 1 it is the least yᵀ C y, a quadratic program. Sharpe (1966); Cornuéjols &
 * Tütüncü (2007), Optimization Methods in Finance, 8.2.
 *
 * Means that are estimated from the past make it the most fragile of all builders.
 *
 * @param means expected returns, in the period of the covariance
 * @throws {BacksightError} BACKSIGHT_NO_PORTFOLIO when no weights between the limits expect more than the risk-free
 * return; BACKSIGHT_LENGTH, BACKSIGHT_ARGUMENT, BACKSIGHT_NOT_POSITIVE_DEFINITE
 */
export function maximumSharpeWeights(
  means: ArrayLike<number>,
  covariance: Matrix,
  { riskFree = 0, limits = {} }: MaximumSharpeOptions = {},
): Float64Array {
  checkFinite("riskFree", riskFree);
  checkPositive("total", limits.total ?? 1);
  const matrix = checkCovariance(covariance);
  const mu = checkPerAsset("means", means, matrix.length);
  const resolved = resolveLimits(limits, matrix.length);
  // Each unit of the total earns riskFree / total less: for a total of 1 that is μ − r.
  const excess = mu.map((mean) => mean - riskFree / resolved.total);
  const scale = Math.max(...excess.map(Math.abs));
  const found =
    scale === 0
      ? "infeasible"
      : minimizeQuadratic({
          hessian: matrix,
          name: "covariance",
          linear: new Float64Array(matrix.length),
          equalities: [{ normal: excess.map((value) => value / scale), bound: 1 }],
          inequalities: homogeneous(resolved),
        });
  const sum = found === "infeasible" ? 0 : found.x.reduce((total, value) => total + value, 0);
  if (found !== "infeasible" && sum > 1e-12 * Math.max(...found.x.map(Math.abs))) {
    return atLimits(
      found.x.map((value) => (value / sum) * resolved.total),
      resolved,
    );
  }
  const problem = `no weights between the limits expect more than the risk-free return of ${riskFree}`;
  throw new BacksightError("BACKSIGHT_NO_PORTFOLIO", { problem, advice: "Hold cash, or correct means and riskFree." });
}

/** Limits of y, whatever it adds up to: min Σy ≤ total y ≤ max Σy, and Σy ≥ 0. */
function homogeneous({ min, max, total }: ResolvedLimits): LinearConstraint[] {
  const assets = min.length;
  const constraints: LinearConstraint[] = [{ normal: new Float64Array(assets).fill(1), bound: 0 }];
  for (let i = 0; i < assets; i++) {
    for (const [limit, sign] of [[min[i]!, 1] as const, [max[i]!, -1] as const]) {
      if (!Number.isFinite(limit)) continue;
      const normal = new Float64Array(assets).fill((-sign * limit) / total);
      normal[i]! += sign;
      if (normal.some((part) => part !== 0)) constraints.push({ normal, bound: 0 });
    }
  }
  return constraints;
}
