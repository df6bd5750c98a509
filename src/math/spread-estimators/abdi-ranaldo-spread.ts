import { log } from "../log.ts";
import { nanMean } from "./nan-mean.ts";

/**
 * The spread from closes and mid-ranges: with m the mean of a bar's log high and low, the expectation of
 * 4 (c − m)(c − m next) is the squared spread (F. Abdi, A. Ranaldo, "A simple estimation of bid-ask spreads from daily
 * close, high, and low prices", Review of Financial Studies 30, 2017).
 *
 * @param high,low,close prices above 0, ascending in time; NaN where missing
 * @returns the full spread as a fraction of the price, with the sign of its square's estimate; NaN with fewer than 2 bars
 */
export function abdiRanaldoSpread(high: Float64Array, low: Float64Array, close: Float64Array): number {
  const products = new Float64Array(Math.max(0, close.length - 1));
  for (let t = 0; t < products.length; t++) {
    const c = log(close[t]!);
    const mid = (log(high[t]!) + log(low[t]!)) / 2;
    const next = (log(high[t + 1]!) + log(low[t + 1]!)) / 2;
    products[t] = 4 * (c - mid) * (c - next);
  }
  const squared = nanMean(products);
  return Math.sign(squared) * Math.sqrt(Math.abs(squared));
}
