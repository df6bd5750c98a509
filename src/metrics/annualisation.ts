import { expm1 } from "../math/expm1.ts";
import { log1p } from "../math/log1p.ts";

/** What turns a statistic of periods into one of years. */
export interface Annualisation {
  /** Periods of the returns in a year: 252 for days of a stock exchange, 365 for round-the-clock days, 12 for months. */
  readonly periodsPerYear: number;
  /** Risk-free rate a year, a fraction; 0 when left out. */
  readonly riskFree?: number;
}

/**
 * The rate per period that compounds to `annualRate` in a year: `(1 + annualRate)^(1 / periodsPerYear) − 1`. Fractions.
 * NaN for −1 and below.
 */
export function periodRate(annualRate: number, periodsPerYear: number): number {
  return annualRate > -1 ? expm1(log1p(annualRate) / periodsPerYear) : NaN;
}
