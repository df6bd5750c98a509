/**
 * Compounded growth: `startingValue × Π (1 + r)` up to each period, or with the default 0 the cumulative return
 * `Π (1 + r) − 1`. As long as `returns`. A NaN counts as a return of 0.
 *
 * Follows empyrical's `cum_returns`.
 *
 * @param returns simple returns per period, fractions
 * @param startingValue money before the first period; 0 asks for fractions
 */
export function cumulativeReturns(returns: Float64Array, startingValue = 0): Float64Array {
  const out = new Float64Array(returns.length);
  let growth = 1;
  for (let i = 0; i < returns.length; i++) {
    const r = returns[i]!;
    if (!Number.isNaN(r)) growth *= 1 + r;
    out[i] = startingValue === 0 ? growth - 1 : growth * startingValue;
  }
  return out;
}

/** The last of `cumulativeReturns`: `Π (1 + r) − 1`, a fraction. NaN without any return. */
export function compoundedReturn(returns: Float64Array): number {
  let growth = 1;
  let count = 0;
  for (const r of returns) {
    if (Number.isNaN(r)) continue;
    growth *= 1 + r;
    count++;
  }
  return count === 0 ? NaN : growth - 1;
}
