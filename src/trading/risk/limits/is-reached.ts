/** A loss that misses its threshold by rounding only has reached it: 1 − 100,000 / 125,000 is a bit less than 0.2. */
export function isReached(loss: number, threshold: number): boolean {
  return loss >= threshold * (1 - 1e-9);
}
