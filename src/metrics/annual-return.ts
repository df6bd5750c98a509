import { checkPositive } from "../core/checks.ts";
import { pow } from "../math/pow.ts";
import type { Annualisation } from "./annualisation.ts";
import { compoundedReturn } from "./cumulative-returns.ts";
import type { Metric } from "./metric.ts";

/**
 * Geometric return a year: `(Π (1 + r))^(periodsPerYear / n) − 1`, a fraction. A NaN counts as a return of 0: it stays
 * one of the `n` periods. −1 after a total loss. NaN without any return.
 *
 * Follows empyrical's `annual_return`. It counts periods; `cagr` measures elapsed time.
 *
 * @param returns simple returns per period, fractions
 */
export function annualReturn(returns: Float64Array, { periodsPerYear }: Annualisation): number {
  checkPositive("periodsPerYear", periodsPerYear);
  const growth = 1 + compoundedReturn(returns);
  return growth <= 0 ? -1 : pow(growth, periodsPerYear / returns.length) - 1;
}

export const annualReturnMetric: Metric = {
  id: "annualReturn",
  label: "Annual return by periods",
  unit: "fraction",
  better: "higher",
  group: "return",
  formula: "(Π (1 + r))^(periods per year / periods) − 1",
  reference: "empyrical 0.5, annual_return; Bacon (2008), ch. 2",
  undefinedWhen: "no periods",
  infiniteWhen: "the run is so short that a year of such growth is beyond any number",
  compute: ({ returns, periodsPerYear }) => annualReturn(returns, { periodsPerYear }),
};
