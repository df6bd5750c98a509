import { expm1 } from "../math/expm1.ts";
import { log1p } from "../math/log1p.ts";
import { normalCdf, normalQuantile } from "../math/normal.ts";

/**
 * The chance that the best of `trials` independent worthless strategies shows a z-score of at least `zScore`:
 * `1 − Φ(z)^N`, uniform when nothing has skill. It is the "independent" adjustment of `haircutSharpe` for a one-sided
 * test, exact where the deflated Sharpe ratio, which asks for 95 % above the *expected* best, is cautious.
 *
 * Šidák (1967), "Rectangular Confidence Regions for the Means of Multivariate Normal Distributions", Journal of the
 * American Statistical Association 62(318). Trials that depend on each other count as fewer: see `effectiveTrials`.
 *
 * NaN for a NaN and for fewer than one trial.
 *
 * @param zScore Sharpe ratio over its standard error
 * @param trials the chosen one included; an effective number needn't be whole
 * @example luckPValue(2, 1) // 0.0228; luckPValue(2, 100) // 0.900: of a hundred, the best shows this by luck
 */
export function luckPValue(zScore: number, trials: number): number {
  if (!(trials >= 1)) return NaN;
  return -expm1(trials * log1p(-normalCdf(-zScore)));
}

/**
 * The z-score at which `luckPValue` is `pValue`: what the best of `trials` has to show. NaN as there.
 *
 * @example luckZScore(0.05, 1) // 1.645; luckZScore(0.05, 100) // 3.283
 */
export function luckZScore(pValue: number, trials: number): number {
  if (!(trials >= 1)) return NaN;
  return -normalQuantile(-expm1(log1p(-pValue) / trials));
}
