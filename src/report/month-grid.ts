import { monthlyReturns } from "../metrics/monthly-returns.ts";
import type { SessionCurve } from "../run/run-detail.ts";

/** Returns of one calendar year. */
export interface YearReturns {
  readonly year: number;
  /** January first; NaN for months without a session. */
  readonly months: Float64Array;
  /** The months compounded. */
  readonly total: number;
}

/** Monthly returns as one row a year, ascending; years without a session between others are left out. */
export function monthGrid(sessions: SessionCurve, startingCash: number): YearReturns[] {
  const years: { readonly year: number; readonly months: Float64Array; total: number }[] = [];
  for (const { year, month, returnFraction } of monthlyReturns(sessions.day, sessions.equity, startingCash)) {
    let row = years.at(-1);
    if (row === undefined || row.year !== year) {
      row = { year, months: new Float64Array(12).fill(NaN), total: 0 };
      years.push(row);
    }
    row.months[month - 1] = returnFraction;
    row.total = (1 + row.total) * (1 + returnFraction) - 1;
  }
  return years;
}
