import { DAY_MS, dateOfDay, dayOfDate } from "../../market/calendar/calendar.ts";
import type { TimeRange } from "../cache/time-ranges.ts";

/** One published archive and the part of the wish that lies in it. */
export interface Archive extends TimeRange {
  readonly period: "monthly" | "daily";
  /** "2024-01" or "2024-01-31". */
  readonly date: string;
}

/** What is wanted of one month. */
export interface MonthPlan extends TimeRange {
  /** Null for a month that isn't over, or of which so little is wanted that its days are shorter. */
  readonly whole: Archive | null;
  readonly days: readonly Archive[];
}

/** As many days are fetched one by one rather than with their month. */
const FEW_DAYS = 3;

/**
 * The archives that hold a range, month by month, ascending; whole UTC days end before `today`.
 *
 * @param range must end at the start of `today` or before
 * @param today the UTC day that is going on, which no archive has
 */
export function planArchives(range: TimeRange, today: number): readonly MonthPlan[] {
  const months: MonthPlan[] = [];
  for (let from = range.from; from < range.to; ) {
    const [year, month] = dateOfDay(Math.floor(from / DAY_MS))
      .split("-")
      .map(Number);
    const nextMonth = dayOfDate(year!, month! + 1, 1);
    const to = Math.min(range.to, nextMonth * DAY_MS);
    const days = daysOf({ from, to });
    const isOver = nextMonth <= today;
    const date = days[0]!.date.slice(0, 7);
    months.push({
      from,
      to,
      days,
      whole: isOver && days.length > FEW_DAYS ? { period: "monthly", date, from, to } : null,
    });
    from = to;
  }
  return months;
}

function daysOf({ from, to }: TimeRange): Archive[] {
  const days: Archive[] = [];
  for (let at = from; at < to; ) {
    const day = Math.floor(at / DAY_MS);
    const end = Math.min(to, (day + 1) * DAY_MS);
    days.push({ period: "daily", date: dateOfDay(day), from: at, to: end });
    at = end;
  }
  return days;
}
