import type { Bars } from "../../market/bars.ts";
import type { SessionDay } from "../../market/calendar/calendar.ts";
import { monthOf, weekOf } from "../../market/calendar/week-and-month.ts";
import { isLastOfSession } from "../../market/last-of-session.ts";

export const REBALANCE_PERIODS = ["session", "week", "month", "quarter", "year"] as const;
export type RebalancePeriod = (typeof REBALANCE_PERIODS)[number];

/** When a portfolio is allocated anew: at the last close of each period, or at every so many closes. */
export type RebalanceSchedule = RebalancePeriod | { readonly everyBars: number };

/**
 * The rows at whose closes a portfolio is allocated: `first`, then the last close of each period, which the calendar
 * tells beforehand, or every so many rows from `first` on. Ascending.
 *
 * @param axis the panel's axis as bars, see `compositeBars`
 */
export function rebalanceRows(axis: Bars, schedule: RebalanceSchedule, first: number): number[] {
  const rows: number[] = [];
  if (typeof schedule === "object") {
    for (let row = first; row < axis.length; row += schedule.everyBars) rows.push(row);
    return rows;
  }
  const { session, calendar } = axis;
  const period = PERIOD_OF[schedule];
  for (let row = first; row < axis.length; row++) {
    const day = session[row]!;
    const isOver = isLastOfSession(axis, row) && period(nextSession(row, day)) !== period(day);
    if (row === first || isOver) rows.push(row);
  }
  return rows;

  function nextSession(row: number, day: SessionDay): SessionDay {
    if (row + 1 === axis.length) return day + 1;
    return calendar.sessionOnOrAfter(day + 1);
  }
}

const PERIOD_OF: Readonly<Record<RebalancePeriod, (day: SessionDay) => number>> = {
  session: (day) => day,
  week: weekOf,
  month: monthOf,
  quarter: (day) => Math.floor(monthOf(day) / 3),
  year: (day) => Math.floor(monthOf(day) / 12),
};
