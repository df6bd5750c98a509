/**
 * The Sharpe ratio of the returns between marks, the first against `before`: `metrics/sharpe-ratio` of
 * `run/session-equity`'s returns to the bit, without their arrays. NaN with fewer than two marks, and when the returns
 * don't vary. What a sum loses is found by Knuth's TwoSum, which is exact as `math/sum` is, and has no branch.
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
  let sum = 0;
  let lost = 0;
  for (let i = 0; i < n; i++) {
    const now = equity[i]!;
    const value = now / last - 1 - rate;
    scratch[i] = value;
    if (value !== scratch[0]) isConstant = false;
    last = now;
    const next = sum + value;
    const kept = next - sum;
    lost += sum - (next - kept) + (value - kept);
    sum = next;
  }
  if (isConstant) return NaN;
  const center = (sum + lost) / n;
  let drift = 0;
  let driftLost = 0;
  let squares = 0;
  let squaresLost = 0;
  for (let i = 0; i < n; i++) {
    const value = scratch[i]! - center;
    const drifted = drift + value;
    const driftKept = drifted - drift;
    driftLost += drift - (drifted - driftKept) + (value - driftKept);
    drift = drifted;
    const square = value * value;
    const squared = squares + square;
    const squareKept = squared - squares;
    squaresLost += squares - (squared - squareKept) + (square - squareKept);
    squares = squared;
  }
  drift += driftLost;
  const spread = Math.sqrt((squares + squaresLost - (drift * drift) / n) / (n - 1));
  return spread > 0 ? (center / spread) * Math.sqrt(periodsPerYear) : NaN;
}
