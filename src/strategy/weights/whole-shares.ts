import { checkNotNegative, checkPositive } from "../../core/checks.ts";
import { BacksightError } from "../../core/errors.ts";
import { checkPerAsset } from "./check-covariance.ts";

export interface WholeShares {
  /** Whole shares of each asset, not negative. */
  readonly shares: Float64Array;
  /** Money that is left, not negative. */
  readonly leftover: number;
}

/**
 * Long-only weights as whole shares that `equity` can pay: first each asset's share rounded down, the largest weight
 * first, and then share by share the asset that lacks most to its weight. The greedy way of PyPortfolioOpt (Martin 2021,
 * Journal of Open Source Software 6(61)), which is close to the best, not the best.
 *
 * @param weights not negative; what they add up to below 1 stays cash
 * @param prices money per share, above 0
 * @throws {BacksightError} BACKSIGHT_LENGTH, BACKSIGHT_ARGUMENT
 */
export function wholeShares(weights: ArrayLike<number>, prices: ArrayLike<number>, equity: number): WholeShares {
  checkPositive("equity", equity);
  const wanted = checkPerAsset("weights", weights, weights.length);
  const price = checkPerAsset("prices", prices, weights.length);
  for (const [i, weight] of wanted.entries()) {
    checkNotNegative(`weights[${i}]`, weight);
    checkPositive(`prices[${i}]`, price[i]);
  }
  const total = wanted.reduce((sum, weight) => sum + weight, 0);
  if (total > 1 + 1e-9) {
    throw new BacksightError("BACKSIGHT_ARGUMENT", { name: "weights", rule: "at most 1 in all", value: total });
  }
  const shares = new Float64Array(wanted.length);
  let left = equity;
  const byWeight = Array.from(wanted.keys())
    .filter((i) => wanted[i]! > 0)
    .sort((i, j) => wanted[j]! - wanted[i]! || i - j);
  for (const i of byWeight) {
    const count = Math.min(Math.floor((wanted[i]! * equity) / price[i]!), Math.floor(left / price[i]!));
    shares[i] = count;
    left -= count * price[i]!;
  }
  for (;;) {
    const invested = equity - left;
    let next = -1;
    let most = 0;
    for (const i of byWeight) {
      if (price[i]! > left) continue;
      const lacking = wanted[i]! - (invested > 0 ? (shares[i]! * price[i]! * total) / invested : 0);
      if (lacking > most) {
        next = i;
        most = lacking;
      }
    }
    if (next < 0 || invested + price[next]! > total * equity * (1 + 1e-12)) return { shares, leftover: left };
    shares[next]!++;
    left -= price[next]!;
  }
}
