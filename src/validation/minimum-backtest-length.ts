import { log } from "../math/log.ts";
import { expectedMaximumSharpe } from "./expected-maximum-sharpe.ts";

/**
 * Minimum backtest length in years: with less history, the best of `trials` independent strategies without any skill
 * is expected to show an annual Sharpe ratio above `maximumSharpe`: `(expectedMaximumSharpe(N, 1) / E)²`.
 *
 * Bailey, Borwein, López de Prado & Zhu (2014), "Pseudo-Mathematics and Financial Charlatanism", Notices of the AMS
 * 61(5). Assumes that the annual Sharpe ratio estimated from y years of a worthless strategy is normal around 0 with
 * variance 1/y. Below the bound `2·ln N / E²`.
 *
 * 0 for one trial; NaN for fewer, and for a `maximumSharpe` that isn't above 0.
 *
 * @param trials number of independent strategies tried
 * @param maximumSharpe annual Sharpe ratio that luck alone shouldn't be expected to reach
 * @example minimumBacktestLength(45) // 5.0: on five years of data try no more than 45 independent configurations
 */
export function minimumBacktestLength(trials: number, maximumSharpe = 1): number {
  if (!(maximumSharpe > 0)) return NaN;
  const ratio = expectedMaximumSharpe(trials, 1) / maximumSharpe;
  return ratio * ratio;
}

/**
 * The paper's simple upper bound of `minimumBacktestLength`, in years: `2·ln N / E²`. NaN where that is.
 *
 * @example minimumBacktestLengthBound(45) // 2·ln 45 = 7.6
 */
export function minimumBacktestLengthBound(trials: number, maximumSharpe = 1): number {
  if (!(trials >= 1) || !(maximumSharpe > 0)) return NaN;
  return (2 * log(trials)) / (maximumSharpe * maximumSharpe);
}
