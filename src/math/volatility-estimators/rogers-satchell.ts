import { log } from "../log.ts";

/** √ mean of ln(h / c) ln(h / o) + ln(l / c) ln(l / o), per bar (Rogers & Satchell 1991). */
export function rogersSatchellVolatility(
  open: Float64Array,
  high: Float64Array,
  low: Float64Array,
  close: Float64Array,
): number {
  return Math.sqrt(rogersSatchellVariance(open, high, low, close, 0));
}

/** The same before the root, of the bars from `first` on. */
export function rogersSatchellVariance(
  open: Float64Array,
  high: Float64Array,
  low: Float64Array,
  close: Float64Array,
  first: number,
): number {
  let sum = 0;
  for (let t = first; t < close.length; t++) {
    const [o, h, l, c] = [open[t]!, high[t]!, low[t]!, close[t]!];
    sum += log(h / c) * log(h / o) + log(l / c) * log(l / o);
  }
  return sum / (close.length - first);
}
