import { checkFinite, checkInteger } from "../../../core/checks.ts";
import { BacksightError } from "../../../core/errors.ts";
import { mean } from "../../../math/moments.ts";
import { sum } from "../../../math/sum.ts";

const HALVINGS = 200;

/**
 * The f from 0 on with the highest Σ log(1 + f xᵢ): where Σ xᵢ / (1 + f xᵢ) is 0, found by halving to the last bit. 0 when
 * the outcomes lose on average; Infinity when none of them loses and one wins.
 *
 * @param outcomes gains and losses per unit staked, finite
 * @throws {BacksightError} BACKSIGHT_ARGUMENT
 */
export function fastestGrowth(outcomes: ArrayLike<number>): number {
  checkInteger("outcomes", outcomes.length, 1);
  const values = Float64Array.from(outcomes, (value, i) => checkFinite(`outcomes[${i}]`, value));
  const worst = Math.min(...values);
  if (!(mean(values) > 0)) return 0;
  if (worst >= 0) return Infinity;
  let low = 0;
  let high = -1 / worst;
  for (let step = 0; step < HALVINGS; step++) {
    const middle = low + (high - low) / 2;
    if (middle === low || middle === high) return middle;
    if (sum(values.map((value) => value / (1 + middle * value))) > 0) low = middle;
    else high = middle;
  }
  throw new BacksightError("BACKSIGHT_NO_CONVERGENCE", { what: "the fraction of fastest growth", steps: HALVINGS });
}
