import { expectedMaximumSharpe } from "./expected-maximum-sharpe.ts";
import { probabilisticSharpeOf } from "./probabilistic-sharpe.ts";
import { type SharpeRecord, sharpeRecord } from "./sharpe-record.ts";

/** All that was tried before this record was chosen. */
export interface SharpeTrials {
  /** Number of independent trials, the chosen one included; an effective number needn't be whole. */
  readonly count: number;
  /**
   * Variance of the trials' Sharpe ratios, per period like the record (a variance of annual ones is divided by the
   * periods per year). Without it: 1 / (observations − 1), the sampling variance of a Sharpe ratio of 0, which is what
   * equally worthless independent trials show.
   */
  readonly sharpeVariance?: number | undefined;
}

/**
 * Deflated Sharpe ratio of the returns of the best of many trials. See `deflatedSharpeOf`, which takes the moments.
 *
 * @param returns simple returns per period, in excess of the risk-free rate
 * @example deflatedSharpe([0.02, -0.01, 0.03, 0], { count: 1 }) // 0.825: nothing else was tried, so it is the probabilistic one
 */
export function deflatedSharpe(returns: ArrayLike<number>, trials: SharpeTrials): number {
  return deflatedSharpeOf(sharpeRecord(returns), trials);
}

/**
 * Deflated Sharpe ratio: the probability that the true Sharpe ratio is above what the best of all trials would show by
 * luck alone. It is the probabilistic Sharpe ratio against the benchmark `SR₀ = expectedMaximumSharpe(N, √V)`.
 *
 * Bailey & López de Prado (2014), "The Deflated Sharpe Ratio: Correcting for Selection Bias, Backtest Overfitting and
 * Non-Normality", Journal of Portfolio Management 40(5). Assumes independent trials: near-copies must be counted as
 * one before. With one trial the benchmark is 0 and the result is the probabilistic Sharpe ratio.
 *
 * NaN where the probabilistic Sharpe ratio is, for fewer than one trial, and for a negative or NaN variance of two or
 * more trials.
 *
 * @example The paper's: 100 trials whose annual Sharpe ratios vary by V = 1/2, the best at 2.5 over 1250 of 250 days a
 * year, skewness −3, kurtosis 10. Per day SR = 2.5/√250 = 0.1581, SR₀ = √(0.5/250)·2.5306 = 0.1132, DSR = 0.9004: not
 * the 95 % one might ask for, though the same record alone would have PSR = 0.999997.
 */
export function deflatedSharpeOf(record: SharpeRecord, trials: SharpeTrials): number {
  const { count, sharpeVariance = 1 / (record.observations - 1) } = trials;
  return probabilisticSharpeOf(record, expectedMaximumSharpe(count, Math.sqrt(sharpeVariance)));
}
