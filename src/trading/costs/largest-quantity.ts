/** Steps after which what is left is below the rounding of any quantity; a third of them halve. */
const STEPS = 300;
/** Shares of the largest quantity below this are rounding. */
const ROUNDING = 2.3e-16;

/**
 * The largest quantity whose spending fits in a budget, to the rounding of `atMost`; it always fits, and 0 fits always.
 * Spending is nearly a straight line, so that most steps go where a line between both ends meets the budget, and every
 * third one halves what is left.
 *
 * @param spend money for a quantity, rising with it
 * @param atMost quantity beyond which nothing fits
 */
export function largestQuantity(spend: (quantity: number) => number, budget: number, atMost: number): number {
  if (!(atMost > 0)) return 0;
  let fits = 0;
  let spentByFits = 0;
  let exceeds = atMost;
  let spentByExceeds = spend(atMost);
  if (spentByExceeds <= budget) return atMost;
  for (let step = 0; step < STEPS && exceeds - fits > ROUNDING * atMost; step++) {
    const share = (budget - spentByFits) / (spentByExceeds - spentByFits);
    let next = fits + (exceeds - fits) * (step % 3 === 2 ? 0.5 : share);
    // Just beyond a quantity that fits lies one that doesn't, where the line is the curve.
    if (step % 3 === 1) next = fits + 2 * ROUNDING * atMost;
    if (!(next > fits && next < exceeds)) next = fits + (exceeds - fits) / 2;
    if (!(next > fits && next < exceeds)) break;
    const spent = spend(next);
    if (spent <= budget) {
      fits = next;
      spentByFits = spent;
    } else {
      exceeds = next;
      spentByExceeds = spent;
    }
  }
  return fits;
}
