import { checkPositive } from "../core/checks.ts";
import { standardDeviation } from "../math/moments.ts";
import { presentValues } from "../math/present-values.ts";
import type { Annualisation } from "./annualisation.ts";
import type { Metric } from "./metric.ts";

/**
 * Annualised standard deviation of returns: `std(r, ddof 1) × √periodsPerYear`, a fraction a year. Exactly 0 when all
 * returns are equal. NaN entries are left out; NaN with fewer than two returns.
 *
 * The square root of time assumes returns that don't depend on each other. Follows empyrical's `annual_volatility`.
 *
 * @param returns simple returns per period, fractions
 */
export function volatility(returns: Float64Array, { periodsPerYear }: Annualisation): number {
  checkPositive("periodsPerYear", periodsPerYear);
  return standardDeviation(presentValues(returns), 1) * Math.sqrt(periodsPerYear);
}

export const volatilityMetric: Metric = {
  id: "volatility",
  label: "Volatility",
  unit: "fraction",
  better: "lower",
  group: "risk",
  formula: "std(r, ddof 1) × √periods per year",
  reference: "Bacon (2008), ch. 4; empyrical 0.5, annual_volatility",
  undefinedWhen: "fewer than two periods",
  compute: ({ returns, periodsPerYear }) => volatility(returns, { periodsPerYear }),
};
