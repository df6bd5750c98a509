import { checkLength } from "../core/checks.ts";
import { mean, variance } from "./moments.ts";
import { sum } from "./sum.ts";

/** The straight line `y = intercept + slope x` with the least squared distance in y. */
export interface LinearRegression {
  /** Units of y per unit of x. */
  readonly slope: number;
  /** y at x = 0. */
  readonly intercept: number;
  /** Pearson's correlation of x and y, −1 to 1; NaN when y doesn't vary. */
  readonly correlation: number;
  /** Share of y's variance that the line explains: the squared correlation. */
  readonly rSquared: number;
}

/**
 * Ordinary least squares of `y` on `x`, from products of deviations from the means (two passes, compensated). All are
 * NaN with fewer than two points, with a NaN, and when `x` doesn't vary.
 *
 * @throws {BacksightError} BACKSIGHT_LENGTH when `x` and `y` differ in length
 */
export function linearRegression(x: ArrayLike<number>, y: ArrayLike<number>): LinearRegression {
  checkLength("y", y, x.length);
  const n = x.length;
  const varianceX = variance(x, 0);
  if (n < 2 || !(varianceX > 0)) return { slope: NaN, intercept: NaN, correlation: NaN, rSquared: NaN };

  const meanX = mean(x);
  const meanY = mean(y);
  const products = new Float64Array(n);
  for (let i = 0; i < n; i++) products[i] = (x[i]! - meanX) * (y[i]! - meanY);
  const covariance = sum(products) / n;
  const varianceY = variance(y, 0);

  const slope = varianceY === 0 ? 0 : covariance / varianceX;
  const quotient = varianceY > 0 ? covariance / (Math.sqrt(varianceX) * Math.sqrt(varianceY)) : NaN;
  const correlation = Math.max(-1, Math.min(1, quotient));
  return { slope, intercept: meanY - slope * meanX, correlation, rSquared: correlation * correlation };
}
