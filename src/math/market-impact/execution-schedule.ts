import { expm1 } from "../expm1.ts";
import { log1p } from "../log1p.ts";

/** A market as Almgren and Chriss (2000) have it; days and money for each unit. */
export interface ExecutionMarket {
  /** Standard deviation of the price's change, money by √day. */
  readonly volatility: number;
  /** Half the spread and fees, money for each unit. */
  readonly halfSpread: number;
  /** γ: what a unit sold moves the price by for good. */
  readonly permanent: number;
  /** η: what a unit a day moves the price by while it trades. */
  readonly temporary: number;
}

/** What working off a position costs against its price at the start, money and money². */
export interface ExecutionCost {
  readonly expected: number;
  readonly variance: number;
}

/**
 * Expected cost and variance of trading in equal intervals: E = ½γX² + ε Σ|nₖ| + (η − γτ/2)/τ Σ nₖ², V = σ² τ Σ xₖ²,
 * where xₖ is what is left after the k-th trade (R. Almgren, N. Chriss, "Optimal execution of portfolio transactions",
 * Journal of Risk 3, 2000, eq. 8 to 11).
 *
 * @param trades units in each interval, together the whole position
 * @param interval τ, days
 */
export function executionCost(trades: ArrayLike<number>, interval: number, market: ExecutionMarket): ExecutionCost {
  const { volatility, halfSpread, permanent, temporary } = market;
  let [position, absolute, squares] = [0, 0, 0];
  for (let k = 0; k < trades.length; k++) {
    const units = trades[k]!;
    position += units;
    absolute += Math.abs(units);
    squares += units * units;
  }
  let left = position;
  let held = 0;
  for (let k = 0; k < trades.length; k++) {
    left -= trades[k]!;
    held += left * left;
  }
  const slope = temporary - (permanent * interval) / 2;
  return {
    expected: 0.5 * permanent * position * position + halfSpread * absolute + (slope / interval) * squares,
    variance: volatility * volatility * interval * held,
  };
}

/** How a position is best worked off. */
export interface ExecutionSchedule {
  /** What is held at the start and after each trade: one more than trades. */
  readonly holdings: Float64Array;
  readonly trades: Float64Array;
  /** Urgency κ, by day; the position halves in about ln 2 ÷ κ days. */
  readonly urgency: number;
}

/**
 * The trades of least E + λV: x_j = X sinh(κ(T − t_j)) ÷ sinh(κT) with 2 (cosh κτ − 1) ÷ τ² = λσ² ÷ (η − γτ/2); equal
 * trades for λ = 0 (Almgren & Chriss 2000, eq. 16 to 18).
 *
 * @param position X, units to sell (negative: to buy)
 * @param days T
 * @param intervals number of trades
 * @param aversion λ, by money
 * @returns NaN where temporary ≤ permanent × τ ÷ 2, for which the problem has no least cost
 */
export function executionSchedule(
  position: number,
  days: number,
  intervals: number,
  { volatility, permanent, temporary }: ExecutionMarket,
  aversion: number,
): ExecutionSchedule {
  const interval = days / intervals;
  const slope = temporary - (permanent * interval) / 2;
  const curvature = slope > 0 ? (aversion * volatility * volatility * interval * interval) / slope : NaN;
  // 2 (cosh u − 1) = c, so u = acosh(1 + c/2) = log1p(c/2 + √(c + c²/4)).
  const step = log1p(curvature / 2 + Math.sqrt(curvature + (curvature * curvature) / 4));
  const holdings = new Float64Array(intervals + 1);
  for (let j = 0; j <= intervals; j++) {
    const rest = intervals - j;
    holdings[j] = position * (step === 0 ? rest / intervals : ratioOfSinh(rest * step, intervals * step));
  }
  const trades = Float64Array.from({ length: intervals }, (_, k) => holdings[k]! - holdings[k + 1]!);
  return { holdings, trades, urgency: step / interval };
}

/** sinh a ÷ sinh b for 0 ≤ a ≤ b, b > 0, without overflow: e^(a−b) (1 − e^(−2a)) ÷ (1 − e^(−2b)). */
function ratioOfSinh(a: number, b: number): number {
  return ((1 + expm1(a - b)) * expm1(-2 * a)) / expm1(-2 * b);
}
