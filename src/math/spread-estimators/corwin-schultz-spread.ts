import { exp } from "../exp.ts";
import { log } from "../log.ts";
import { nanMean } from "./nan-mean.ts";

const TIMES = 3 - 2 * Math.sqrt(2);

/**
 * The spread from the ranges of single days and pairs of days: highs are bought, lows are sold, so a range holds the
 * spread once and the variance by its length (S. Corwin, P. Schultz, "A simple way to estimate bid-ask spreads from daily
 * high and low prices", Journal of Finance 67, 2012). A gap beyond the range of the close before is taken out of the
 * second day, as the paper's section II.C says.
 *
 * @param high,low,close prices above 0, ascending in time; NaN where missing
 * @returns of each bar with the one before it the full spread as a fraction of the price; negative ones are kept; NaN for
 * the first
 */
export function corwinSchultzSpreads(high: Float64Array, low: Float64Array, close: Float64Array): Float64Array {
  const spreads = new Float64Array(close.length).fill(NaN);
  for (let t = 1; t < close.length; t++) {
    const [h0, l0, c0] = [log(high[t - 1]!), log(low[t - 1]!), log(close[t - 1]!)];
    const gap = Math.max(0, log(low[t]!) - c0) + Math.min(0, log(high[t]!) - c0);
    const [h1, l1] = [log(high[t]!) - gap, log(low[t]!) - gap];
    const beta = (h1 - l1) * (h1 - l1) + (h0 - l0) * (h0 - l0);
    const range = Math.max(h0, h1) - Math.min(l0, l1);
    const alpha = (Math.sqrt(2 * beta) - Math.sqrt(beta)) / TIMES - Math.sqrt((range * range) / TIMES);
    const grown = exp(alpha);
    spreads[t] = (2 * (grown - 1)) / (1 + grown);
  }
  return spreads;
}

/** The mean of `corwinSchultzSpreads`, negative ones included; NaN with fewer than 2 bars. */
export function corwinSchultzSpread(high: Float64Array, low: Float64Array, close: Float64Array): number {
  return nanMean(corwinSchultzSpreads(high, low, close));
}
