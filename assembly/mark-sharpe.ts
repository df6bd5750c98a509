import { Context, f, setF } from "./context";

/** As `markSharpe` of mark-sharpe.ts. */
export function markSharpe(c: Context, equity: usize): f64 {
  const count = c.markCount;
  if (count < 2) return NaN;
  const scratch = c.scratch;
  let isConstant = true;
  let last = c.cash;
  for (let i = 0; i < count; i++) {
    const now = f(equity, i);
    const change = now / last - 1 - c.ratePerPeriod;
    setF(scratch, i, change);
    if (change != f(scratch, 0)) isConstant = false;
    last = now;
  }
  if (isConstant) return NaN;
  const center = total(scratch, count) / <f64>count;
  for (let i = 0; i < count; i++) setF(scratch, i, f(scratch, i) - center);
  const drift = total(scratch, count);
  for (let i = 0; i < count; i++) setF(scratch, i, f(scratch, i) * f(scratch, i));
  const spread = sqrt<f64>((total(scratch, count) - (drift * drift) / <f64>count) / <f64>(count - 1));
  return spread > 0 ? (center / spread) * sqrt<f64>(c.periodsPerYear) : NaN;
}

function total(values: usize, count: i32): f64 {
  let sum: f64 = 0;
  let lost: f64 = 0;
  for (let i = 0; i < count; i++) {
    const value = f(values, i);
    const next = sum + value;
    lost += abs(sum) >= abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  }
  return sum + lost;
}
