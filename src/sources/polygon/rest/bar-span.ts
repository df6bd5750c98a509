import { BacksightError } from "../../../core/errors.ts";
import { dateOfDay, dayOfDate, type SessionDay } from "../../../market/calendar/calendar.ts";
import { localDayToUtc } from "../../../market/calendar/time-zone.ts";
import { weekdayOf } from "../../../market/calendar/weekday.ts";
import { isIntraday, type Timeframe, timeframeMs } from "../../../market/timeframe.ts";
import { dayAt, rangeOfDay } from "../../cache/range-of-day.ts";
import type { TimeRange } from "../../cache/time-ranges.ts";

type Zone = { readonly timeZone: string };

/** A timeframe as the vendor asks for it: so many of a time span. */
export interface BarSpan {
  readonly multiplier: number;
  readonly timespan: "second" | "minute" | "hour" | "day" | "week" | "month";
}

/**
 * How the vendor is asked for bars of a timeframe: whole parts of an hour, or of a day for markets on UTC. Where bars of
 * several hours of a zone with summer time begin, and those of several days, the vendor doesn't say.
 *
 * @throws {BacksightError} BACKSIGHT_NOT_SUPPORTED for other counts
 */
export function barSpanOf({ count, unit, label }: Timeframe, { timeZone }: Zone): BarSpan {
  const mostHours = timeZone === "UTC" ? 24 : 1;
  const most = { s: 60, m: 60, h: mostHours, d: 1, w: 1, mo: 1 }[unit];
  if (most % count !== 0) {
    const base = unit === "s" ? "1s" : unit === "m" ? "1m" : unit === "h" ? "1h" : "1d";
    const details = { what: `${label} bars over REST`, instead: `Take ${base} bars and resample them.` };
    throw new BacksightError("BACKSIGHT_NOT_SUPPORTED", details);
  }
  const timespan = { s: "second", m: "minute", h: "hour", d: "day", w: "week", mo: "month" } as const;
  return { multiplier: count, timespan: timespan[unit] };
}

/**
 * The range whose bars are all whole: `range`, begun earlier and ended later where it would cut a bar. Bars begin at
 * whole multiples from midnight of the zone; days, weeks and months at midnight. A week may begin on a Sunday or on a
 * Monday: both fit.
 */
export function stretchToBars({ from, to }: TimeRange, timeframe: Timeframe, zone: Zone): TimeRange {
  if (isIntraday(timeframe)) {
    const start = barStartAt(from, timeframe, zone);
    const end = barStartAt(to, timeframe, zone);
    return { from: start, to: end === to ? to : end + timeframeMs(timeframe) };
  }
  const [first] = periodAt(dayAt(zone, from), timeframe);
  const [, last] = periodAt(dayAt(zone, to - 1), timeframe);
  return { from: rangeOfDay(zone, first).from, to: rangeOfDay(zone, last).to };
}

/**
 * From when on a bar could be unfinished at a time: bars that open before it have closed.
 *
 * @param settled everything that closed before this is known
 */
export function unfinishedFrom(settled: number, timeframe: Timeframe, zone: Zone): number {
  if (isIntraday(timeframe)) return barStartAt(settled, timeframe, zone);
  return localDayToUtc(zone.timeZone, periodAt(dayAt(zone, settled), timeframe)[0], 0);
}

/** Ranges of a size that the vendor answers without gaps: half days of seconds, months of minutes and hours. */
export function requestWindows({ from, to }: TimeRange, timeframe: Timeframe, zone: Zone): TimeRange[] {
  const edges = [from];
  if (isIntraday(timeframe)) {
    for (let day = dayAt(zone, from); day <= dayAt(zone, to - 1); day++) {
      if (timeframe.unit === "s")
        edges.push(localDayToUtc(zone.timeZone, day, 0), localDayToUtc(zone.timeZone, day, NOON));
      else if (dateOfDay(day).endsWith("-01")) edges.push(localDayToUtc(zone.timeZone, day, 0));
    }
  }
  const inside = edges.filter((edge, i) => i === 0 || (edge > from && edge < to));
  return inside.map((edge, i) => ({ from: edge, to: inside[i + 1] ?? to }));
}

const NOON = 12 * 3_600_000;

/** Start of the bar of a time: whole multiples since midnight, which 23 or 25 hours of a day don't move. */
function barStartAt(time: number, timeframe: Timeframe, zone: Zone): number {
  const midnight = localDayToUtc(zone.timeZone, dayAt(zone, time), 0);
  const ms = timeframeMs(timeframe);
  return midnight + Math.floor((time - midnight) / ms) * ms;
}

/** First and last day of the day, week (begun on Sunday or Monday, whatever is longer) or month of a day. */
function periodAt(day: SessionDay, { unit }: Timeframe): readonly [SessionDay, SessionDay] {
  if (unit === "w") {
    const weekday = weekdayOf(day);
    return weekday === 0 ? [day - 6, day + 6] : [day - weekday, day + 7 - weekday];
  }
  if (unit !== "mo") return [day, day];
  const [year, month] = dateOfDay(day).split("-").map(Number);
  return [dayOfDate(year!, month!, 1), dayOfDate(year!, month! + 1, 1) - 1];
}
