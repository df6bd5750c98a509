import { BacksightError } from "../../core/errors.ts";
import { cholesky, solveCholesky } from "../../math/linear-algebra/cholesky.ts";
import { dot, type Matrix, timesVector } from "../../math/linear-algebra/matrix.ts";
import { checkCovariance, checkPerAsset } from "./check-covariance.ts";

export interface RiskParityOptions {
  /** Each asset's share of the variance, above 0; they are scaled to add up to 1. Equal without it. */
  readonly budgets?: ArrayLike<number> | undefined;
}

const MAX_STEPS = 2000;
/** Part of themselves that shares are right to; where rounding stops the search before, `ENOUGH` will do. */
const EXACT = 1e-14;
const ENOUGH = 1e-10;

/**
 * Long-only weights, adding up to 1, whose shares of the portfolio's variance are the budgets: equal risk contribution
 * (ERC) without any. There is exactly one such portfolio; the covariance needn't be invertible, but no long-only portfolio
 * may be without risk.
 *
 * The minimum of ½ xᵀ C x − Σ bᵢ log xᵢ has xᵢ (C x)ᵢ = bᵢ. Newton's steps (Spinu 2013, "An Algorithm for Computing Risk
 * Parity Weights") where one at least halves the error, else a round of coordinate descent, which always gets nearer
 * (Griveau-Billion, Richard & Roncalli 2013, "A Fast Algorithm for Computing High-dimensional Risk Parity Portfolios").
 * Maillard, Roncalli & Teïletche (2010), "The Properties of Equally Weighted Risk Contribution Portfolios".
 *
 * @throws {BacksightError} BACKSIGHT_LENGTH, BACKSIGHT_ARGUMENT, BACKSIGHT_NO_CONVERGENCE
 */
export function riskParityWeights(covariance: Matrix, { budgets }: RiskParityOptions = {}): Float64Array {
  const matrix = checkCovariance(covariance);
  const deviation = Float64Array.from(matrix, (row, i) => Math.sqrt(row[i]!));
  // In units of each asset's own volatility.
  const correlation = matrix.map((row, i) => row.map((value, j) => value / (deviation[i]! * deviation[j]!)));
  const budget = resolveBudgets(budgets, matrix.length);
  const errorOf = (x: Float64Array): number => {
    const marginal = timesVector(correlation, x);
    return x.reduce((most, value, i) => Math.max(most, Math.abs((value * marginal[i]!) / budget[i]! - 1)), 0);
  };

  let x: Float64Array = budget.map(Math.sqrt);
  let error = errorOf(x);
  for (let step = 0; !(error <= EXACT); step++) {
    const newton = newtonStep(correlation, budget, x);
    const newtonError = newton?.every((value) => value > 0) ? errorOf(newton) : Infinity;
    if (newton !== undefined && newtonError <= error / 2) {
      x = newton;
      error = newtonError;
    } else if (error <= ENOUGH) {
      break;
    } else {
      descend(correlation, budget, x);
      error = errorOf(x);
    }
    if (step === MAX_STEPS || Number.isNaN(error)) {
      throw new BacksightError("BACKSIGHT_NO_CONVERGENCE", { what: "risk parity", steps: step });
    }
  }
  const raw = x.map((value, i) => value / deviation[i]!);
  const total = raw.reduce((sum, value) => sum + value, 0);
  return raw.map((value) => value / total);
}

function newtonStep(
  correlation: readonly Float64Array[],
  budget: Float64Array,
  x: Float64Array,
): Float64Array | undefined {
  const gradient = timesVector(correlation, x).map((value, i) => value - budget[i]! / x[i]!);
  const factor = cholesky(
    correlation.map((row, i) => row.map((value, j) => (i === j ? value + budget[i]! / (x[i]! * x[i]!) : value))),
  );
  if (!factor.isPositiveDefinite) return undefined;
  const direction = solveCholesky(factor.lower, gradient);
  return x.map((value, i) => value - direction[i]!);
}

/** Each xᵢ in turn to the root above 0 of xᵢ (xᵢ + Σ others) = bᵢ. */
function descend(correlation: readonly Float64Array[], budget: Float64Array, x: Float64Array): void {
  for (const [i, row] of correlation.entries()) {
    const others = dot(row, x) - row[i]! * x[i]!;
    const root = Math.sqrt(others * others + 4 * budget[i]!);
    // Of the two forms of the root the one that doesn't subtract.
    x[i] = others > 0 ? (2 * budget[i]!) / (others + root) : (root - others) / 2;
  }
}

function resolveBudgets(budgets: ArrayLike<number> | undefined, assets: number): Float64Array {
  const values = budgets === undefined ? new Float64Array(assets).fill(1) : checkPerAsset("budgets", budgets, assets);
  const least = Math.min(...values);
  if (!(least > 0)) throw new BacksightError("BACKSIGHT_ARGUMENT", { name: "budgets", rule: "above 0", value: least });
  const total = values.reduce((sum, value) => sum + value, 0);
  return values.map((value) => value / total);
}
