import { log } from "../log.ts";
import { rogersSatchellVariance } from "./rogers-satchell.ts";

/**
 * √(overnight variance + k × open-to-close variance + (1 − k) × Rogers–Satchell), per bar, with the k of least variance,
 * 0.34 / (1.34 + (n + 1) / (n − 1)) (Yang & Zhang 2000). The first bar gives its close only: n is one less than the bars.
 *
 * @returns NaN with fewer than 3 bars
 */
export function yangZhangVolatility(
  open: Float64Array,
  high: Float64Array,
  low: Float64Array,
  close: Float64Array,
): number {
  const n = close.length - 1;
  const k = 0.34 / (1.34 + (n + 1) / (n - 1));
  const overnight = sampleVariance(n, (t) => log(open[t + 1]! / close[t]!));
  const openToClose = sampleVariance(n, (t) => log(close[t + 1]! / open[t + 1]!));
  return Math.sqrt(overnight + k * openToClose + (1 - k) * rogersSatchellVariance(open, high, low, close, 1));
}

function sampleVariance(n: number, valueAt: (t: number) => number): number {
  let mean = 0;
  for (let t = 0; t < n; t++) mean += valueAt(t) / n;
  let squares = 0;
  for (let t = 0; t < n; t++) {
    const deviation = valueAt(t) - mean;
    squares += deviation * deviation;
  }
  return squares / (n - 1);
}
