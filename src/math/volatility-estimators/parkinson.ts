import { LN2 } from "../ln2.ts";
import { log } from "../log.ts";

/** √(mean of ln²(high / low) / 4 ln 2), per bar (Parkinson 1980). */
export function parkinsonVolatility(high: Float64Array, low: Float64Array): number {
  let sum = 0;
  for (let t = 0; t < high.length; t++) {
    const range = log(high[t]! / low[t]!);
    sum += range * range;
  }
  return Math.sqrt(sum / high.length / (4 * LN2));
}
