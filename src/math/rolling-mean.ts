/**
 * Mean of each trailing window: `out[i]` is the mean of `values[i − window + 1 … i]`; NaN for the first `window − 1`
 * entries and while a value that isn't finite is in the window.
 *
 * @param ticksPerUnit values are multiples of 1 / ticksPerUnit: the mean is then S / (window × ticksPerUnit), one
 *   division of an exact sum S of ticks, so that equal averages are equal floats. Null: compensated sums. The steps are
 *   those of `RollingSum`, in variables of one loop.
 */
export function rollingMean(values: Float64Array, window: number, ticksPerUnit: number | null = null): Float64Array {
  const { length } = values;
  const out = new Float64Array(length);
  const scale = ticksPerUnit ?? 0;
  const divisor = scale === 0 ? window : window * scale;
  let missing = window;
  let sum = 0;
  let lost = 0;
  for (let i = 0; i < length; i++) {
    if (i >= window) {
      const old = values[i - window]!;
      const removed = scale === 0 ? old : Math.round(old * scale);
      if (removed - removed === 0) {
        const next = sum - removed;
        if (scale === 0) lost += Math.abs(sum) >= Math.abs(removed) ? sum - next - removed : -removed - next + sum;
        sum = next;
      } else missing--;
    } else missing--;
    const value = values[i]!;
    const added = scale === 0 ? value : Math.round(value * scale);
    if (added - added === 0) {
      const next = sum + added;
      if (scale === 0) lost += Math.abs(sum) >= Math.abs(added) ? sum - next + added : added - next + sum;
      sum = next;
    } else {
      missing++;
      if (missing === window) sum = lost = 0;
    }
    out[i] = missing > 0 ? NaN : (sum + lost) / divisor;
  }
  return out;
}
