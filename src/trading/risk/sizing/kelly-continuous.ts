import { checkFinite, checkNotNegative, checkPositive } from "../../../core/checks.ts";

export interface KellyContinuousInput {
  /** Expected return of the asset per period, arithmetic. */
  readonly mean: number;
  /** Standard deviation of its return per period; above 0. */
  readonly volatility: number;
  /** Return without risk per period; 0 without it. */
  readonly riskFree?: number | undefined;
  /** Part of Kelly's fraction that is taken; 1 without it. */
  readonly share?: number | undefined;
}

export interface KellyContinuous {
  /** Kelly's own exposure as a fraction of capital; below 0: short. */
  readonly fraction: number;
  /** `share` of it. */
  readonly tradableFraction: number;
  /** Growth rate of capital per period at `tradableFraction`: r + f (μ − r) − ½ f² σ². */
  readonly growthRate: number;
}

/**
 * Kelly's exposure to an asset that moves in many small steps: (μ − r) / σ². Merton (1969), "Lifetime Portfolio Selection
 * under Uncertainty"; Thorp (2006), 7.1.
 *
 * @throws {BacksightError} BACKSIGHT_ARGUMENT
 */
export function kellyContinuous({ mean, volatility, riskFree = 0, share = 1 }: KellyContinuousInput): KellyContinuous {
  checkFinite("mean", mean);
  checkPositive("volatility", volatility);
  checkFinite("riskFree", riskFree);
  checkNotNegative("share", share);
  const excess = mean - riskFree;
  const variance = volatility * volatility;
  const fraction = excess / variance;
  const tradableFraction = share * fraction;
  const growthRate = riskFree + tradableFraction * excess - (tradableFraction * tradableFraction * variance) / 2;
  return { fraction, tradableFraction, growthRate };
}
