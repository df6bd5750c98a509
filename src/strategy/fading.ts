/** ln(10³). */
const THOUSAND_FOLD = 6.9078;

/**
 * Bars until the seed of an EMA of `length` weighs less than a thousandth: 3.45 (length + 1), the usual rule of thumb
 * for how much history such an average needs. An indicator's `settled` asks for a millionth, so that its *values* agree;
 * for the *decisions* of a strategy that would cost twice the history and change next to none of them.
 */
export function fadingOfEma(length: number): number {
  return Math.ceil((THOUSAND_FOLD / 2) * (length + 1));
}

/** The same for Wilder's smoothing over `length`, whose weight is 1 / length. */
export function fadingOfWilder(length: number): number {
  return Math.ceil(THOUSAND_FOLD * length);
}
