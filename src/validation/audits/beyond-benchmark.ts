import { linearRegression } from "../../math/linear-regression.ts";
import { probabilisticSharpe } from "../probabilistic-sharpe.ts";

/** What a strategy adds to a benchmark that could have been held instead. */
export interface BeyondBenchmark {
  /** Slope of the returns on the benchmark's. */
  readonly beta: number;
  /** Mean return per period beyond beta times the benchmark's: Jensen's alpha. */
  readonly alpha: number;
  /** Probability that the true alpha is above 0: the probabilistic Sharpe ratio of what beta doesn't explain. */
  readonly probability: number;
}

/**
 * Is it skill, or only the market? A long position in a rising market earns without any: what counts is what is left when
 * the benchmark's share is taken away, `r − β·b`.
 *
 * Jensen (1968), "The Performance of Mutual Funds in the Period 1945–1964", Journal of Finance 23(2), with the
 * probabilistic Sharpe ratio for its significance. All are NaN with a NaN, fewer than 3 periods, a benchmark that
 * doesn't vary, and probability also where nothing is left (the benchmark itself).
 *
 * @param returns and `benchmark`: per period, in excess of the risk-free rate
 * @throws {BacksightError} BACKSIGHT_LENGTH
 * @example Returns 2, 1, 3, 0, 2 % on 1, 0, 1, −1, 2 %: covariance 420 over variance 520 (times 10⁻⁶), beta 0.808, alpha
 * 1.6 % − 0.808·0.6 % = 1.115 %.
 */
export function beyondBenchmark(returns: ArrayLike<number>, benchmark: ArrayLike<number>): BeyondBenchmark {
  const { slope: beta, intercept: alpha } = linearRegression(benchmark, returns);
  if (Number.isNaN(beta) || returns.length < 3) return { beta: NaN, alpha: NaN, probability: NaN };
  const rest = Float64Array.from(returns, (value, i) => value - beta * benchmark[i]!);
  return { beta, alpha, probability: isNothing(rest) ? NaN : probabilisticSharpe(rest) };
}

/** Smaller than the rounding of the subtraction: the returns are the benchmark's times a number. */
function isNothing(rest: Float64Array): boolean {
  return rest.every((value) => Math.abs(value) < 1e-14);
}
