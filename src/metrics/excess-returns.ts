import { checkLength } from "../core/checks.ts";

/**
 * Returns above a rate: `r − rate` per period, in fractions. NaN where either is.
 *
 * @param rate per *period* (see `periodRate`): one for all, or one for each
 * @throws {BacksightError} BACKSIGHT_LENGTH when there are not as many rates as returns
 */
export function excessReturns(returns: Float64Array, rate: number | Float64Array): Float64Array {
  if (typeof rate === "number") return rate === 0 ? returns : returns.map((r) => r - rate);
  checkLength("rate", rate, returns.length);
  return returns.map((r, i) => r - rate[i]!);
}
