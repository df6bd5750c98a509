import { normalCdf } from "../math/normal.ts";
import { sharpeStandardErrorOf } from "../metrics/sharpe-standard-error.ts";
import { type SharpeRecord, sharpeRecord } from "./sharpe-record.ts";

/**
 * Probabilistic Sharpe ratio of returns: the probability that the true Sharpe ratio is above `benchmark`.
 * See `probabilisticSharpeOf`, which takes the moments instead.
 *
 * @param returns simple returns per period, in excess of the risk-free rate
 * @param benchmark Sharpe ratio to beat, per period like the returns (an annual one over √periodsPerYear)
 * @example Returns of 2 %, −1 %, 3 % and 0: SR = 0.01 / 0.01826 = 0.5477, skewness 0, kurtosis 1.36, so that
 * 0.5477·√3 / √(1 + 0.09·0.3) = 0.936, Φ = 0.825.
 */
export function probabilisticSharpe(returns: ArrayLike<number>, benchmark = 0): number {
  return probabilisticSharpeOf(sharpeRecord(returns), benchmark);
}

/**
 * Probabilistic Sharpe ratio: `PSR = Φ((SR − SR*) · √(n − 1) / √(1 − γ₃·SR + (γ₄ − 1)/4·SR²))`, a fraction from 0 to 1.
 *
 * Bailey & López de Prado (2012), "The Sharpe Ratio Efficient Frontier", Journal of Risk 15(2). Assumes stationary
 * returns that don't depend on each other; skewness and fat tails are allowed for. It answers for ONE track record
 * that was not chosen among others; for the best of many see `deflatedSharpe`.
 *
 * NaN when the record's Sharpe ratio is (fewer than two returns, returns that don't vary, a NaN), when the benchmark
 * is NaN, and when the standard error comes out as 0 or undefined: no finite sample knows its Sharpe ratio exactly.
 *
 * @example The paper's hedge fund, 24 months at a monthly Sharpe ratio of 0.458 with skewness −2.448 and kurtosis
 * 10.164: standard error √((1 + 2.448·0.458 + 9.164/4·0.458²) / 23) = 0.3363, 0.458 / 0.3363 = 1.362, Φ = 0.913. With
 * normal returns it would be Φ(2.09) = 0.982: the bad tail costs the proof.
 */
export function probabilisticSharpeOf(record: SharpeRecord, benchmark = 0): number {
  const error = sharpeStandardErrorOf({ ...record, periods: record.observations });
  return error > 0 ? normalCdf((record.sharpe - benchmark) / error) : NaN;
}
