/** ln(10⁶). */
const MILLION_FOLD = 13.8156;

/**
 * Values until the seed of an exponential average weighs less than 1e-6: (1 − weight)ⁿ < 1e-6. As
 * −ln(1 − weight) ≥ weight, n = ln(10⁶) / weight is enough for every weight.
 */
export function settling(weight: number): number {
  return Math.ceil(MILLION_FOLD / weight);
}

/** `settling` of an EMA of `length`, whose weight is 2 / (length + 1). */
export function settlingOfEma(length: number): number {
  return settling(2 / (length + 1));
}

/** `settling` of Wilder's smoothing over `length`, whose weight is 1 / length. */
export function settlingOfWilder(length: number): number {
  return settling(1 / length);
}
