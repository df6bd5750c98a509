import { didYouMean } from "../../core/nearest-name.ts";
import type { Bars } from "../../market/bars.ts";
import type { Calendar, SessionDay } from "../../market/calendar/calendar.ts";
import { localDayToUtc } from "../../market/calendar/time-zone.ts";
import { monthOf, weekOf } from "../../market/calendar/week-and-month.ts";
import { isLastOfSession } from "../../market/last-of-session.ts";

export const REBALANCE_PERIODS = ["session", "week", "month", "quarter", "year"] as const;
export type RebalancePeriod = (typeof REBALANCE_PERIODS)[number];

/**
 * When something is done again and again: at the last close of each period, at every so many closes, or once a session at
 * a time of day ("15:45", as clocks of the calendar's zone show it).
 */
export type RebalanceSchedule = RebalancePeriod | { readonly everyBars: number } | { readonly at: string };

/**
 * The rows at whose closes something is due, ascending: `first`, then the last close of each period, which the calendar
 * tells beforehand; or every so many rows from `first` on; or the first close of each session at or after a time of day,
 * its last one where the session ends before that, as on days of an early close.
 *
 * @param axis the instrument's bars, or the panel's axis as bars, see `compositeBars`
 */
export function rebalanceRows(axis: Bars, schedule: RebalanceSchedule, first: number): number[] {
  if (typeof schedule === "string") return rowsOfPeriods(axis, schedule, first);
  return "at" in schedule ? rowsAtTime(axis, schedule.at, first) : rowsOfEvery(axis, schedule.everyBars, first);
}

function rowsOfEvery({ length }: Bars, bars: number, first: number): number[] {
  const rows: number[] = [];
  for (let row = first; row < length; row += bars) rows.push(row);
  return rows;
}

function rowsOfPeriods(axis: Bars, name: RebalancePeriod, first: number): number[] {
  const rows: number[] = [];
  const { session, calendar } = axis;
  const period = PERIOD_OF[name];
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

function rowsAtTime(axis: Bars, at: string, first: number): number[] {
  const rows: number[] = [];
  const { session, closeTime } = axis;
  let day = NaN;
  let due = Infinity;
  for (let row = 0; row < axis.length; row++) {
    if (session[row] !== day) {
      day = session[row]!;
      due = timeInSession(axis.calendar, day, at);
    }
    if (closeTime[row]! < due && !isLastOfSession(axis, row)) continue;
    if (due !== Infinity && row >= first) rows.push(row);
    due = Infinity;
  }
  return rows;
}

/** When clocks show a time within a session; that of the evening before, where the session begins then. */
function timeInSession(calendar: Calendar, day: SessionDay, at: string): number {
  const ms = msOfDay(at);
  const onDay = localDayToUtc(calendar.timeZone, day, ms);
  if (onDay <= calendar.close(day)) return onDay;
  const before = localDayToUtc(calendar.timeZone, day - 1, ms);
  return before > calendar.open(day) ? before : onDay;
}

/** Milliseconds since midnight of "15:45"; NaN for what is no time of day. */
function msOfDay(text: string): number {
  const match = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text);
  return match === null ? NaN : (Number(match[1]) * 60 + Number(match[2])) * 60_000;
}

/** What is wrong with a schedule, and what may be meant; null: nothing. */
export function problemOfSchedule(schedule: unknown): { readonly problem: string; readonly hint: string } | null {
  const isPeriod = REBALANCE_PERIODS.some((period) => period === schedule);
  if (isPeriod) return null;
  const periods = REBALANCE_PERIODS.map((period) => `"${period}"`).join(", ");
  const hint = typeof schedule === "string" ? didYouMean(schedule, REBALANCE_PERIODS) : "";
  const problem = `must be ${periods}, { everyBars } or { at: "15:45" }, was ${JSON.stringify(schedule)}`;
  if (typeof schedule !== "object" || schedule === null || Object.keys(schedule).length !== 1) return { problem, hint };
  const { everyBars, at } = schedule as { readonly everyBars?: unknown; readonly at?: unknown };
  if (Number.isInteger(everyBars) && (everyBars as number) > 0) return null;
  return typeof at === "string" && !Number.isNaN(msOfDay(at)) ? null : { problem, hint };
}

const PERIOD_OF: Readonly<Record<RebalancePeriod, (day: SessionDay) => number>> = {
  session: (day) => day,
  week: weekOf,
  month: monthOf,
  quarter: (day) => Math.floor(monthOf(day) / 3),
  year: (day) => Math.floor(monthOf(day) / 12),
};
