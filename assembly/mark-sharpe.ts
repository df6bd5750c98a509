import { Context, f, setF } from "./context";

/** What is lost when `value` is added to `sum`, by Knuth's TwoSum, in both lanes. */
@inline
function lostIn(sum: v128, value: v128, next: v128): v128 {
  const kept = f64x2.sub(next, sum);
  return f64x2.add(f64x2.sub(sum, f64x2.sub(next, kept)), f64x2.sub(value, kept));
}

/** As `markSharpe` of mark-sharpe.ts; the two sums of the second pass in the two lanes. */
export function markSharpe(c: Context, equity: usize): f64 {
  const count = c.markCount;
  if (count < 2) return NaN;
  const scratch = c.scratch;
  const rate = c.ratePerPeriod;
  const head = f(equity, 0) / c.cash - 1 - rate;
  setF(scratch, 0, head);
  let isConstant = true;
  let sum: f64 = head;
  let lost: f64 = 0;
  for (let i = 1; i < count; i++) {
    const value = f(equity, i) / f(equity, i - 1) - 1 - rate;
    setF(scratch, i, value);
    if (value != head) isConstant = false;
    const next = sum + value;
    const kept = next - sum;
    lost += sum - (next - kept) + (value - kept);
    sum = next;
  }
  if (isConstant) return NaN;
  const total = <f64>count;
  const center = (sum + lost) / total;
  let both = f64x2.splat(0);
  let bothLost = both;
  for (let i = 0; i < count; i++) {
    const value = f(scratch, i) - center;
    const added = f64x2.replace_lane(f64x2.splat(value), 1, value * value);
    const next = f64x2.add(both, added);
    bothLost = f64x2.add(bothLost, lostIn(both, added, next));
    both = next;
  }
  both = f64x2.add(both, bothLost);
  const drift = f64x2.extract_lane(both, 0);
  const spread = sqrt<f64>((f64x2.extract_lane(both, 1) - (drift * drift) / total) / (total - 1));
  return spread > 0 ? (center / spread) * sqrt<f64>(c.periodsPerYear) : NaN;
}
