import { CompensatedSum } from "../math/compensated-sum.ts";

/**
 * How far equity stands below its highest point so far, at each bar: `(equity − peak) / peak`, fractions, 0 at a peak
 * and negative below. The starting capital is the first peak, so a loss in the first bar is a drawdown. NaN where
 * equity is, and the peak passes over it.
 *
 * @param equity money at each close
 * @param startingCapital money before the first bar, above 0
 */
export function drawdownSeries(equity: Float64Array, startingCapital = equity[0] ?? NaN): Float64Array {
  const out = new Float64Array(equity.length);
  let peak = startingCapital;
  for (let i = 0; i < equity.length; i++) {
    const value = equity[i]!;
    if (value > peak) peak = value;
    out[i] = (value - peak) / peak;
  }
  return out;
}

/**
 * The mean over all bars of the drawdown's depth to the power `order` (0: the share of bars below a peak):
 * `lowerPartialMoment(drawdownSeries(equity, startingCapital), 0, order)` to the bit, without a column for the drawdowns.
 */
export function drawdownMoment(equity: Float64Array, startingCapital: number, order: 0 | 1 | 2): number {
  const total = new CompensatedSum();
  let peak = startingCapital;
  for (let i = 0; i < equity.length; i++) {
    const value = equity[i]!;
    if (value > peak) peak = value;
    const depth = -((value - peak) / peak);
    if (Number.isNaN(depth)) return NaN;
    if (depth > 0) total.add(order === 0 ? 1 : order === 1 ? depth : depth * depth);
  }
  return equity.length === 0 ? NaN : total.total / equity.length;
}
