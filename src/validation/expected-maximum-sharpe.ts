import { normalQuantile } from "../math/normal.ts";

const EULER_MASCHERONI = 0.5772156649015329;
/** 1 / e */
const INV_E = 0.36787944117144233;

/**
 * The Sharpe ratio that the best of `trials` independent strategies shows by luck alone, when none has any skill:
 * `E[max] ≈ σ · ((1 − γ)·Φ⁻¹(1 − 1/N) + γ·Φ⁻¹(1 − 1/(N·e)))`, γ the Euler–Mascheroni constant.
 *
 * Bailey, Borwein, López de Prado & Zhu (2014), "Pseudo-Mathematics and Financial Charlatanism", Notices of the AMS
 * 61(5); Bailey & López de Prado (2014), "The Deflated Sharpe Ratio", Journal of Portfolio Management 40(5). Assumes
 * normally distributed estimates around 0; trials that resemble each other count as fewer (an effective number, which
 * needn't be whole, is welcome). Within 3 % of the exact value from 5 trials on.
 *
 * One trial has nothing to be the best of: 0, whatever the deviation (of one value it is NaN). Just above one the approximation would fall below 0, which no maximum
 * of unskilled trials has as its mean: 0 there too.
 *
 * NaN for fewer than one trial, and for a negative or NaN deviation of more than one.
 *
 * @param trials number of independent strategies tried
 * @param standardDeviation of the trials' Sharpe ratios; the result has its unit (per period, or annual)
 * @example expectedMaximumSharpe(10, 1) // 1.5746: among ten coin-tossers with one year each, the best shows 1.57
 */
export function expectedMaximumSharpe(trials: number, standardDeviation: number): number {
  if (trials === 1) return 0;
  if (!(trials > 1) || !(standardDeviation >= 0)) return NaN;
  // Φ⁻¹(1 − p) as −Φ⁻¹(p): 1 − 1/N loses the digits of a large N.
  const standard =
    -(1 - EULER_MASCHERONI) * normalQuantile(1 / trials) - EULER_MASCHERONI * normalQuantile(INV_E / trials);
  return Math.max(0, standardDeviation * standard);
}
