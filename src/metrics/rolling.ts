import { checkInteger } from "../core/checks.ts";
import type { Annualisation } from "./annualisation.ts";
import { sharpeRatio } from "./sharpe-ratio.ts";
import { volatility } from "./volatility.ts";

/**
 * `statistic` of each trailing window: `out[i]` is that of `returns[i − window + 1 … i]`, NaN for the first
 * `window − 1`. Every window is computed afresh, so it equals the statistic of that slice to the bit.
 *
 * @param window periods, an integer from 1
 * @throws {BacksightError} BACKSIGHT_ARGUMENT
 */
export function rollingStatistic(
  returns: Float64Array,
  window: number,
  statistic: (returns: Float64Array) => number,
): Float64Array {
  checkInteger("window", window, 1);
  return returns.map((_, i) => (i < window - 1 ? NaN : statistic(returns.subarray(i - window + 1, i + 1))));
}

/** Annualised Sharpe ratio of each trailing window; NaN before the first whole one and where returns don't vary. */
export function rollingSharpe(returns: Float64Array, window: number, options: Annualisation): Float64Array {
  return rollingStatistic(returns, window, (slice) => sharpeRatio(slice, options));
}

/** Annualised volatility of each trailing window, a fraction; NaN before the first whole one. */
export function rollingVolatility(returns: Float64Array, window: number, options: Annualisation): Float64Array {
  return rollingStatistic(returns, window, (slice) => volatility(slice, options));
}
