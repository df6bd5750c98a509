import { expm1 } from "../math/expm1.ts";
import { log1p } from "../math/log1p.ts";
import { normalCdf, normalQuantile } from "../math/normal.ts";
import { studentCdf, studentQuantile } from "../math/student.ts";
import { benjaminiYekutieli, bonferroni, holm } from "./multiple-testing.ts";

/** A Sharpe ratio after the tests behind it have been paid for. */
export interface Haircut {
  /** Two-sided p-value of the Sharpe ratio as if it were the only test. */
  readonly pValue: number;
  /** The same after the adjustment, at most 1. */
  readonly adjustedPValue: number;
  /** The Sharpe ratio that, as the only test, would have the adjusted p-value; the sign and the unit of the input. */
  readonly sharpe: number;
  /** Share of the Sharpe ratio that is lost, 0 to 1. */
  readonly haircut: number;
}

/**
 * Haircut Sharpe ratio of one strategy found by `tests` tests. `t = SR·√n`; its two-sided p-value is adjusted and
 * turned back into a Sharpe ratio.
 *
 * - "bonferroni": `min(1, N·p)`, with Student's t of n − 1 degrees of freedom
 * - "independent": `1 − (1 − p)^N`, exact for independent tests, with the normal distribution
 *
 * Harvey & Liu (2015), "Backtesting", Journal of Portfolio Management 42(1). Assumes returns that don't depend on each
 * other. Nothing is left (0) where the adjusted p-value reaches 1. NaN for a NaN, fewer than two observations or fewer
 * than one test; the haircut of a Sharpe ratio of 0 is NaN.
 *
 * @param sharpe per period (an annual one over √periodsPerYear), like the result
 * @param observations number of returns
 * @param tests number of strategies tried, this one included
 * @example Ten years of months at an annual 0.75, 10 tests: t = 0.75/√12·√120 = 2.372, p = 0.0193, ten times that
 * 0.193, whose t is 1.309; 1.309/√120·√12 = 0.414: a haircut of 45 %.
 */
export function haircutSharpe(
  sharpe: number,
  observations: number,
  tests: number,
  method: "bonferroni" | "independent" = "bonferroni",
): Haircut {
  if (method === "bonferroni") {
    const pValue = studentPValue(sharpe, observations);
    const adjusted = tests >= 1 ? Math.min(1, tests * pValue) : NaN;
    return haircutTo(sharpe, observations, pValue, adjusted);
  }
  const pValue = observations >= 2 ? 2 * normalCdf(-Math.abs(sharpe) * Math.sqrt(observations)) : NaN;
  const adjusted = tests >= 1 ? -expm1(tests * log1p(-pValue)) : NaN;
  const t = Math.abs(normalQuantile(adjusted / 2));
  return finish(sharpe, observations, pValue, adjusted, t);
}

/**
 * Haircut Sharpe ratios of ALL strategies of a family, from their own p-values (Student's t, two-sided) adjusted
 * together: "holm" (no false discovery with high probability), "bhy" (few false ones among the discoveries, under any
 * dependence) or "bonferroni".
 *
 * Harvey & Liu (2015). They also treat published factors whose failed tests are unknown, with a simulated distribution
 * of p-values; here the family is known in full, and none is needed. NaN as in `haircutSharpe`; a NaN Sharpe ratio
 * counts as no test.
 *
 * @param sharpes per period, one for each strategy tried
 * @param observations number of returns that each was estimated from
 * @example haircutSharpes([0.2, 0.1, 0.02], 120, "holm") // p 0.030, 0.276, 0.827; times 3, 2, 1: 0.091, 0.551, 0.827; left
 * 0.155, 0.055 and all of 0.02
 */
export function haircutSharpes(
  sharpes: ArrayLike<number>,
  observations: number,
  method: "bonferroni" | "holm" | "bhy",
): Haircut[] {
  const pValues = Float64Array.from(sharpes, (sharpe) => studentPValue(sharpe, observations));
  const adjust = { bonferroni, holm, bhy: benjaminiYekutieli }[method];
  const adjusted = adjust(pValues);
  return Array.from(pValues, (pValue, k) => haircutTo(sharpes[k]!, observations, pValue, adjusted[k]!));
}

function studentPValue(sharpe: number, observations: number): number {
  return observations >= 2 ? 2 * studentCdf(-Math.abs(sharpe) * Math.sqrt(observations), observations - 1) : NaN;
}

function haircutTo(sharpe: number, observations: number, pValue: number, adjusted: number): Haircut {
  return finish(sharpe, observations, pValue, adjusted, Math.abs(studentQuantile(adjusted / 2, observations - 1)));
}

function finish(sharpe: number, observations: number, pValue: number, adjustedPValue: number, t: number): Haircut {
  // A p-value below the smallest double has no quantile: such a Sharpe ratio keeps what it has.
  const left = Math.min(t / Math.sqrt(observations), Math.abs(sharpe));
  return { pValue, adjustedPValue, sharpe: Math.sign(sharpe) * left, haircut: 1 - left / Math.abs(sharpe) };
}
