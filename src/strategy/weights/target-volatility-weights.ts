import { checkPositive } from "../../core/checks.ts";
import { BacksightError } from "../../core/errors.ts";
import type { Matrix } from "../../math/linear-algebra/matrix.ts";
import { dot, quadraticForm, timesVector } from "../../math/linear-algebra/matrix.ts";
import { checkCovariance, checkPerAsset } from "./check-covariance.ts";
import { minimumVarianceWeights } from "./minimum-variance-weights.ts";
import { targetReturnWeights } from "./target-return-weights.ts";
import { highestReturn, resolveLimits, type WeightLimits } from "./weight-limits.ts";

const HALVINGS = 50;

/**
 * Weights with the highest expected return among those whose volatility is at most `target`: a point of the efficient
 * frontier, found by halving the expected return until the weights between two of its values are a straight line.
 * Markowitz (1952), "Portfolio Selection", Journal of Finance 7(1). Less volatile than `target` only where even the
 * highest return between the limits is.
 *
 * @param means expected returns, in the period of the covariance
 * @param target standard deviation of the portfolio's return, in that period
 * @throws {BacksightError} BACKSIGHT_NO_PORTFOLIO when every portfolio between the limits is more volatile;
 * BACKSIGHT_LENGTH, BACKSIGHT_ARGUMENT, BACKSIGHT_NOT_POSITIVE_DEFINITE
 */
export function targetVolatilityWeights(
  means: ArrayLike<number>,
  covariance: Matrix,
  target: number,
  limits: WeightLimits = {},
): Float64Array {
  checkPositive("target", target);
  const matrix = checkCovariance(covariance);
  const mu = checkPerAsset("means", means, matrix.length);
  const resolved = resolveLimits(limits, matrix.length);
  const variance = target * target;
  const least = minimumVarianceWeights(matrix, limits);
  const lowest = quadraticForm(matrix, least);
  if (lowest > variance * (1 + 1e-9)) {
    const problem = `a volatility of ${target} is asked for, and the limits allow ${Math.sqrt(lowest)} at least`;
    throw new BacksightError("BACKSIGHT_NO_PORTFOLIO", { problem, advice: "Ask for more, or widen min and max." });
  }
  const spread = Math.max(...mu) - Math.min(...mu);
  if (spread === 0) return least;

  const pointAt = (expected: number) => ({ expected, weights: targetReturnWeights(mu, matrix, expected, limits) });
  let low = { expected: dot(mu, least), weights: least };
  const most = highestReturn(mu, resolved);
  let high = pointAt(most === Infinity ? low.expected + spread : Math.max(most, low.expected));
  if (most < Infinity && quadraticForm(matrix, high.weights) <= variance) return high.weights;
  for (let reach = 2 * spread; quadraticForm(matrix, high.weights) < variance; reach *= 2) {
    low = high;
    high = pointAt(low.expected + reach);
  }
  for (let halving = 0; halving < HALVINGS; halving++) {
    const expected = (low.expected + high.expected) / 2;
    if (expected === low.expected || expected === high.expected) break;
    const middle = pointAt(expected);
    if (quadraticForm(matrix, middle.weights) >= variance) high = middle;
    else low = middle;
  }
  return between(matrix, low.weights, high.weights, variance);
}

/** The point of the line from a to b with that variance, which lies between theirs. */
function between(matrix: Matrix, a: Float64Array, b: Float64Array, variance: number): Float64Array {
  const step = b.map((value, i) => value - a[i]!);
  const along = timesVector(matrix, step);
  const [square, slope, rest] = [dot(step, along), dot(a, along), quadraticForm(matrix, a) - variance];
  const root = Math.sqrt(Math.max(0, slope * slope - square * rest));
  const denominator = slope + root;
  const share = denominator > 0 ? Math.max(0, Math.min(1, -rest / denominator)) : 0;
  return a.map((value, i) => value + share * step[i]!);
}
