import { RollingSum } from "./rolling-sum.ts";

/**
 * Mean of each trailing window: `out[i]` is the mean of `values[i − window + 1 … i]`; NaN for the first `window − 1`
 * entries and while a value that isn't finite is in the window.
 *
 * @param ticksPerUnit values are multiples of 1 / ticksPerUnit: the mean is then S / (window × ticksPerUnit), one
 *   division of an exact sum S of ticks, so that equal averages are equal floats. Null: compensated sums.
 */
export function rollingMean(values: Float64Array, window: number, ticksPerUnit: number | null = null): Float64Array {
  const out = new Float64Array(values.length);
  const sum = new RollingSum(window, ticksPerUnit);
  for (let i = 0; i < out.length; i++) {
    sum.push(values[i]!);
    out[i] = sum.mean;
  }
  return out;
}
