import { pow } from "../math/pow.ts";
import { runYears } from "./elapsed-years.ts";
import type { Metric, MetricInput } from "./metric.ts";

/**
 * Compound annual growth rate `(end / start)^(1 / years) − 1`, a fraction a year. −1 when nothing is left (`end` at or
 * below 0). NaN for a start at or below 0, for no time, and for a NaN. Under a year it extrapolates.
 *
 * @param start money at the beginning
 * @param end money at the end
 * @param years elapsed time, years of 365.25 days
 */
export function cagr(start: number, end: number, years: number): number {
  if (!(start > 0) || !(years > 0) || Number.isNaN(end)) return NaN;
  return end <= 0 ? -1 : pow(end / start, 1 / years) - 1;
}

/** CAGR of a run by elapsed time: what the ratios of return to drawdown have above the line. */
export function runCagr(input: MetricInput): number {
  const { equity, startingCash } = input;
  return cagr(startingCash, equity[equity.length - 1] ?? NaN, runYears(input));
}

export const cagrMetric: Metric = {
  id: "cagr",
  label: "Annual growth (CAGR)",
  unit: "fraction",
  better: "higher",
  group: "return",
  formula: "(final equity / starting cash)^(365.25 days / elapsed time) − 1; −1 when nothing is left",
  reference: "Bacon (2008), Practical Portfolio Performance Measurement and Attribution, ch. 2",
  undefinedWhen: "no bars, or no time passed",
  infiniteWhen: "the run is so short that a year of such growth is beyond any number",
  compute: runCagr,
};
