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
