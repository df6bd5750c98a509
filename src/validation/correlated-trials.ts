import { exp } from "../math/exp.ts";
import { log } from "../math/log.ts";
import { log1p } from "../math/log1p.ts";
import { normalCdf, normalPdf } from "../math/normal.ts";
import { luckZScore } from "./luck-p-value.ts";

/** Where m independent trials would have this chance of luck, the tails are compared. */
const TAIL = 0.025;
/** Simpson's rule over the trials' shared part, in standard deviations. */
const REACH = 8;
const STEPS = 1600;

/**
 * How many independent worthless trials are as likely to show a high Sharpe ratio as `count` that are all correlated by
 * `correlation`: `ln P(max ≤ z) / ln Φ(z)`, at the z that the best of `count` independent ones passes in 2.5 % of cases.
 * With equally correlated normal scores `P(max ≤ z) = ∫ φ(c)·Φ((z − √ρ·c) / √(1 − ρ))^m dc`.
 *
 * Owen & Steck (1962), "Moments of Order Statistics from the Equicorrelated Multivariate Normal Distribution", Annals of
 * Mathematical Statistics 33(4). Between 1 (copies) and `count` (independent, or a correlation not above 0). NaN for a NaN.
 *
 * @example independentTrials(100, 0.9) // 10.1: a hundred variants of one rule; independentTrials(100, 0.99) is 2.4
 */
export function independentTrials(count: number, correlation: number): number {
  if (count <= 1 || correlation <= 0 || Number.isNaN(correlation)) return count * (Number.isNaN(correlation) ? NaN : 1);
  if (correlation >= 1) return 1;
  const z = luckZScore(TAIL, count);
  const [shared, own] = [Math.sqrt(correlation), Math.sqrt(1 - correlation)];
  const step = (2 * REACH) / STEPS;
  let missed = 0;
  for (let i = 0; i <= STEPS; i++) {
    const c = -REACH + i * step;
    const weight = i === 0 || i === STEPS ? 1 : i % 2 === 1 ? 4 : 2;
    // 1 − Φ^m, so that the tail keeps its digits
    missed += weight * normalPdf(c) * (1 - exp(count * log1p(-normalCdf((shared * c - z) / own))));
  }
  const passed = (missed * step) / 3;
  return Math.min(count, Math.max(1, log1p(-passed) / log(1 - normalCdf(-z))));
}
