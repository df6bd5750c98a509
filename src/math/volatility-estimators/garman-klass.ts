import { LN2 } from "../ln2.ts";
import { log } from "../log.ts";

/** √ mean of ½ ln²(high / low) − (2 ln 2 − 1) ln²(close / open), per bar (Garman & Klass 1980); NaN where it is negative. */
export function garmanKlassVolatility(
  open: Float64Array,
  high: Float64Array,
  low: Float64Array,
  close: Float64Array,
): number {
  let sum = 0;
  for (let t = 0; t < close.length; t++) {
    const range = log(high[t]! / low[t]!);
    const move = log(close[t]! / open[t]!);
    sum += 0.5 * range * range - (2 * LN2 - 1) * move * move;
  }
  return Math.sqrt(sum / close.length);
}
