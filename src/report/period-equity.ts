import { DAY_MS } from "../market/calendar/calendar.ts";
import { type PeriodEquity as Equity, periodEquity as equityOf } from "../run/period-equity.ts";
import type { RunDetail } from "../run/run-detail.ts";
import { rowLabels } from "./row-labels.ts";

/** Equity at the end of each period that a year counts, dated. Columns of one length. */
export interface PeriodEquity extends Equity {
  /** An instant inside each period, epoch milliseconds. */
  readonly time: Float64Array;
}

/** Sessions of the run's calendar; bars of a week or longer are their own periods. Needs at least one session. */
export function periodEquity(detail: RunDetail): PeriodEquity {
  const periods = equityOf(detail);
  const time =
    periods.noun === "bar" ? rowLabels(detail).rowTime : Float64Array.from(detail.sessions.day, (day) => day * DAY_MS);
  return { ...periods, time };
}
