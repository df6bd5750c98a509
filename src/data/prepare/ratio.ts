import { checkPositive } from "../../core/checks.ts";

/** A positive rational number in lowest terms, exact while both parts stay below 2^53. */
export interface Ratio {
  readonly numerator: number;
  readonly denominator: number;
}

/**
 * `numerator / denominator` in lowest terms. Parts that aren't whole (a stock dividend of 1.05) are scaled by powers of
 * ten up to 1e6 until they are; what still isn't is kept as it is.
 *
 * @throws {BacksightError} BACKSIGHT_ARGUMENT unless both are finite and above 0
 */
export function ratio(numerator: number, denominator: number): Ratio {
  let a = checkPositive("numerator", numerator);
  let b = checkPositive("denominator", denominator);
  for (let scale = 10; scale <= 1e6 && !(Number.isInteger(a) && Number.isInteger(b)); scale *= 10) {
    const [x, y] = [Math.round(numerator * scale), Math.round(denominator * scale)];
    if (x / scale === numerator && y / scale === denominator) [a, b] = [x, y];
  }
  if (!Number.isInteger(a) || !Number.isInteger(b)) return { numerator: a, denominator: b };
  const divisor = greatestCommonDivisor(a, b);
  return { numerator: a / divisor, denominator: b / divisor };
}

/** The product of two ratios, in lowest terms. */
export function times(a: Ratio, b: Ratio): Ratio {
  return ratio(a.numerator * b.numerator, a.denominator * b.denominator);
}

function greatestCommonDivisor(a: number, b: number): number {
  while (b !== 0) [a, b] = [b, a % b];
  return a;
}
