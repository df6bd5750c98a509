import { checkNotNegative } from "../../../core/checks.ts";
import { log1p } from "../../../math/log1p.ts";
import { mean } from "../../../math/moments.ts";
import { fastestGrowth } from "./fastest-growth.ts";
import type { KellyBet } from "./kelly-bet.ts";

/**
 * Kelly's fraction for outcomes as they were: the share of capital that would have grown fastest over these returns, each as
 * likely as the other. `fraction` is 0 where they lose on average, Infinity where none loses. Kelly (1956); Thorp (2006).
 * In hindsight, so an upper bound: take a share of it.
 *
 * @param returns per trade or period, in excess of what cash earns
 * @param share part of it that is taken
 * @throws {BacksightError} BACKSIGHT_ARGUMENT for a return that isn't finite
 */
export function kellyOfReturns(returns: ArrayLike<number>, share = 1): KellyBet {
  checkNotNegative("share", share);
  const fraction = fastestGrowth(returns);
  const tradableFraction = share === 0 ? 0 : share * fraction;
  const growthPerBet =
    tradableFraction === 0
      ? 0
      : mean(Float64Array.from(returns, (value) => (value === 0 ? 0 : log1p(tradableFraction * value))));
  return { fraction, tradableFraction, growthPerBet };
}
