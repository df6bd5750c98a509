import { BacksightError } from "../../core/errors.ts";
import { DAY_MS } from "../../market/calendar/calendar.ts";
import { LONGEST_DAILY_DISTANCE, medianDistance } from "../../market/calendar/date-spacing.ts";
import { type Timeframe, timeframe } from "../../market/timeframe.ts";

/** A timeframe that was found in the rows, and why, for people. */
export interface InferredTimeframe {
  readonly timeframe: Timeframe;
  readonly note: string;
}

/** Median distances in days, up to which rows of dates are bars of a length. */
const PERIODS = [
  { upTo: LONGEST_DAILY_DISTANCE, is: timeframe(1, "d") },
  { upTo: 10, is: timeframe(1, "w") },
  { upTo: 20, is: timeframe(2, "w") },
  { upTo: 45, is: timeframe(1, "mo") },
  { upTo: 135, is: timeframe(3, "mo") },
  { upTo: 270, is: timeframe(6, "mo") },
] as const;

/** For rows that bear dates, ascending: by the median distance of neighbours. A single date is a day. */
export function inferFromDays(days: Int32Array): InferredTimeframe {
  if (days.length === 1) return { timeframe: timeframe(1, "d"), note: "timeframe not given: a single date, so 1d" };
  const distance = medianDistance(days);
  const found = PERIODS.find(({ upTo }) => distance <= upTo)?.is ?? timeframe(12, "mo");
  const apart = distance === 1 ? "a day" : `${distance} days`;
  return { timeframe: found, note: `timeframe not given: dates are ${apart} apart (median), so ${found.label}` };
}

/**
 * For rows that bear instants, strictly ascending: the most common distance of neighbours (the shorter one of equals),
 * at least a second.
 *
 * @throws {BacksightError} BACKSIGHT_ARGUMENT for a single row, which has no distance
 */
export function inferFromTimes(time: Float64Array): InferredTimeframe {
  if (time.length < 2) {
    const rule = "given for a file with a single bar";
    throw new BacksightError("BACKSIGHT_ARGUMENT", { name: "timeframe", rule, value: "not" });
  }
  const { distance, count } = mostCommonDistance(time);
  const found = timeframeOfMs(distance);
  const share = Math.round((100 * count) / (time.length - 1));
  return {
    timeframe: found,
    note: `timeframe not given: ${share}% of the bars start ${found.label} apart, so ${found.label}`,
  };
}

/** The longest unit that divides `ms`; fractions of seconds count as seconds. */
function timeframeOfMs(ms: number): Timeframe {
  if (ms % (7 * DAY_MS) === 0) return timeframe(ms / (7 * DAY_MS), "w");
  if (ms % DAY_MS === 0) return timeframe(ms / DAY_MS, "d");
  if (ms % 3_600_000 === 0) return timeframe(ms / 3_600_000, "h");
  if (ms % 60_000 === 0) return timeframe(ms / 60_000, "m");
  return timeframe(Math.max(1, Math.round(ms / 1000)), "s");
}

function mostCommonDistance(time: Float64Array): { readonly distance: number; readonly count: number } {
  const majority = majorityDistance(time);
  if (majority.count * 2 > time.length - 1) return majority;
  const counts = new Map<number, number>();
  for (let i = 1; i < time.length; i++) {
    const distance = time[i]! - time[i - 1]!;
    counts.set(distance, (counts.get(distance) ?? 0) + 1);
  }
  let best = { distance: Infinity, count: 0 };
  for (const [distance, count] of counts) {
    if (count > best.count || (count === best.count && distance < best.distance)) best = { distance, count };
  }
  return best;
}

/** The only distance that more than half of the neighbours can have (Boyer & Moore 1981), and how many have it. */
function majorityDistance(time: Float64Array): { readonly distance: number; readonly count: number } {
  let candidate = NaN;
  let votes = 0;
  for (let i = 1; i < time.length; i++) {
    const distance = time[i]! - time[i - 1]!;
    if (votes === 0) candidate = distance;
    votes += distance === candidate ? 1 : -1;
  }
  let count = 0;
  for (let i = 1; i < time.length; i++) if (time[i]! - time[i - 1]! === candidate) count++;
  return { distance: candidate, count };
}
