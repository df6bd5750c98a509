/**
 * The Sharpe ratio of the returns between marks, the first against `before`: `metrics/sharpe-ratio` of
 * `run/session-equity`'s returns to the bit, without their arrays. NaN with fewer than two marks, and when the returns
 * don't vary.
 *
 * @param equity above 0 at each mark
 * @param rate risk-free, a period
 * @param scratch as long as `equity`
 */
export function markSharpe(
  equity: Float64Array,
  before: number,
  rate: number,
  periodsPerYear: number,
  scratch: Float64Array,
): number {
  const n = equity.length;
  if (n < 2) return NaN;
  let isConstant = true;
  let last = before;
  for (let i = 0; i < n; i++) {
    const now = equity[i]!;
    scratch[i] = now / last - 1 - rate;
    if (scratch[i] !== scratch[0]) isConstant = false;
    last = now;
  }
  if (isConstant) return NaN;
  const center = total(scratch) / n;
  for (let i = 0; i < n; i++) scratch[i]! -= center;
  const drift = total(scratch);
  for (let i = 0; i < n; i++) scratch[i]! *= scratch[i]!;
  const spread = Math.sqrt((total(scratch) - (drift * drift) / n) / (n - 1));
  return spread > 0 ? (center / spread) * Math.sqrt(periodsPerYear) : NaN;
}

/** `math/sum` for finite values. */
function total(values: Float64Array): number {
  let sum = 0;
  let lost = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    const next = sum + value;
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  }
  return sum + lost;
}
