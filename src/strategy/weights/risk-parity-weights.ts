import { BacksightError } from "../../core/errors.ts";
import { cholesky, solveCholesky } from "../../math/linear-algebra/cholesky.ts";
import type { Matrix } from "../../math/linear-algebra/matrix.ts";
import { dot, timesVector } from "../../math/linear-algebra/matrix.ts";
import { checkCovariance, checkPerAsset } from "./check-covariance.ts";

export interface RiskParityOptions {
  /** Each asset's share of the variance, above 0; they are scaled to add up to 1. Equal without it. */
  readonly budgets?: ArrayLike<number> | undefined;
}

const MAX_STEPS = 500;
/** Shares are right to this part of themselves; rounding can stop the search a little before. */
const EXACT = 1e-14;
const ENOUGH = 1e-9;

/**
 * Long-only weights, adding up to 1, whose shares of the portfolio's variance are the budgets: equal risk contribution
 * (ERC) without any. There is exactly one such portfolio.
 *
 * Newton's method on ½ xᵀ C x − Σ bᵢ log xᵢ, whose minimum has xᵢ (C x)ᵢ = bᵢ; damped by 1 / (1 + decrement) while it is
 * far, which needs no search along the line. Spinu (2013), "An Algorithm for Computing Risk Parity Weights"; Maillard,
 * Roncalli & Teïletche (2010), "The Properties of Equally Weighted Risk Contribution Portfolios". The covariance needn't
 * be invertible, but no long-only portfolio may be without risk.
 *
 * @throws {BacksightError} BACKSIGHT_LENGTH, BACKSIGHT_ARGUMENT, BACKSIGHT_NO_CONVERGENCE
 */
export function riskParityWeights(covariance: Matrix, { budgets }: RiskParityOptions = {}): Float64Array {
  const matrix = checkCovariance(covariance);
  const n = matrix.length;
  const deviation = Float64Array.from(matrix, (row, i) => Math.sqrt(row[i]!));
  // In units of each asset's own volatility, with the least budget 1: the function is then self-concordant.
  const correlation = matrix.map((row, i) => row.map((value, j) => value / (deviation[i]! * deviation[j]!)));
  const budget = resolveBudgets(budgets, n);
  const x = budget.map(Math.sqrt);
  let closest = Infinity;
  for (let step = 0; ; step++) {
    const marginal = timesVector(correlation, x);
    const error = x.reduce((most, value, i) => Math.max(most, Math.abs((value * marginal[i]!) / budget[i]! - 1)), 0);
    const isStuck = error >= closest && error <= ENOUGH;
    if (error <= EXACT || isStuck) break;
    closest = Math.min(closest, error);
    const gradient = marginal.map((value, i) => value - budget[i]! / x[i]!);
    const factor = cholesky(
      correlation.map((row, i) => row.map((value, j) => (i === j ? value + budget[i]! / (x[i]! * x[i]!) : value))),
    );
    if (step === MAX_STEPS || !factor.isPositiveDefinite) {
      throw new BacksightError("BACKSIGHT_NO_CONVERGENCE", { what: "risk parity", steps: step });
    }
    const direction = solveCholesky(factor.lower, gradient);
    const decrement = Math.sqrt(Math.max(0, dot(gradient, direction)));
    const length = decrement > 0.25 ? 1 / (1 + decrement) : 1;
    for (let i = 0; i < n; i++) x[i]! -= length * direction[i]!;
  }
  const raw = x.map((value, i) => value / deviation[i]!);
  const total = raw.reduce((sum, value) => sum + value, 0);
  return raw.map((value) => value / total);
}

function resolveBudgets(budgets: ArrayLike<number> | undefined, assets: number): Float64Array {
  if (budgets === undefined) return new Float64Array(assets).fill(1);
  const values = checkPerAsset("budgets", budgets, assets);
  const least = Math.min(...values);
  if (!(least > 0)) throw new BacksightError("BACKSIGHT_ARGUMENT", { name: "budgets", rule: "above 0", value: least });
  return values.map((value) => value / least);
}
