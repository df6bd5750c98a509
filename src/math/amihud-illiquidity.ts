/**
 * The mean of |return| / (close × volume) over bars with a bar before them (Amihud 2002); NaN where nothing traded in one.
 *
 * @param close above 0, ascending in time
 */
export function amihudIlliquidity(close: Float64Array, volume: Float64Array): number {
  let sum = 0;
  for (let t = 1; t < close.length; t++) {
    if (volume[t] === 0) return NaN;
    sum += Math.abs(close[t]! / close[t - 1]! - 1) / (close[t]! * volume[t]!);
  }
  return sum / (close.length - 1);
}
