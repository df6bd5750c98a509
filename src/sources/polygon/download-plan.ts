import { BacksightError } from "../../core/errors.ts";
import type { MarketDay } from "../../data/market-data/data-source.ts";
import { type Calendar, dateOfDay, type SessionDay } from "../../market/calendar/calendar.ts";
import { dayAt, rangeOfDay } from "../cache/range-of-day.ts";
import type { TimeRange } from "../cache/time-ranges.ts";

/** Ways to the same data: files of whole days, the REST interface, or each for what it is best at. */
export const DOWNLOAD_WAYS = ["auto", "flat-files", "rest"] as const;
export type DownloadWay = (typeof DOWNLOAD_WAYS)[number];

/** A stretch of what was asked for, and where it comes from; null: there was no session, so there is nothing. */
export interface DownloadStep extends TimeRange {
  readonly from: number;
  readonly to: number;
  readonly source: MarketDay | "rest" | null;
}

/**
 * Where each part of a range comes from: published days from their files; sessions without a file (the last ones, and
 * those that the vendor lost) from REST; days without either hold nothing. Steps are consecutive, ascending, and cover
 * the range; neighbours over REST are one.
 *
 * @param published ascending
 * @param canAsk false when there is no REST
 * @throws {BacksightError} BACKSIGHT_REMOTE_ABSENT for a session without a file when REST can't be asked
 */
export function planDownload(
  { from, to }: TimeRange,
  calendar: Calendar,
  published: readonly MarketDay[],
  { host, what, canAsk }: { readonly host: string; readonly what: string; readonly canAsk: boolean },
): DownloadStep[] {
  const files = new Map<SessionDay, MarketDay>(published.map((day) => [day.day, day]));
  const steps: DownloadStep[] = [];
  if (!(from < to)) return steps;
  const refuse = (day: SessionDay): void => {
    if (canAsk) return;
    const advice = "It may come later (about 11:00 New York the day after); REST has it with via=auto and an API key.";
    const details = { host, what: `flat file of ${dateOfDay(day)} with ${what}`, advice };
    throw new BacksightError("BACKSIGHT_REMOTE_ABSENT", details);
  };
  const [first] = published;
  if (first?.range !== undefined) return stepsOfRanges({ from, to }, calendar, published, refuse);
  for (let day = dayAt(calendar, from); day <= dayAt(calendar, to - 1); day++) {
    const date = rangeOfDay(calendar, day);
    const step = {
      from: Math.max(from, date.from),
      to: Math.min(to, date.to),
      source: files.get(day) ?? (calendar.isSession(day) ? ("rest" as const) : null),
    };
    if (step.source === "rest") refuse(day);
    const last = steps.at(-1);
    if (last !== undefined && last.source === step.source) steps[steps.length - 1] = { ...last, to: step.to };
    else steps.push(step);
  }
  return steps;
}

/** The same of files that say which times they hold. */
function stepsOfRanges(
  { from, to }: TimeRange,
  calendar: Calendar,
  published: readonly MarketDay[],
  refuse: (day: SessionDay) => void,
): DownloadStep[] {
  const steps: DownloadStep[] = [];
  const days = new Set(published.map(({ day }) => day));
  const without = (gap: TimeRange): void => {
    if (gap.from >= gap.to) return;
    const sessions = calendar.sessions(dayAt(calendar, gap.from), dayAt(calendar, gap.to - 1) + 1);
    const missing = sessions.find((day) => !days.has(day));
    if (missing !== undefined) refuse(missing);
    steps.push({ ...gap, source: missing === undefined ? null : "rest" });
  };
  let at = from;
  for (const source of published) {
    const range = { from: Math.max(from, source.range!.from), to: Math.min(to, source.range!.to) };
    if (range.from >= range.to) continue;
    without({ from: at, to: range.from });
    steps.push({ ...range, source });
    at = range.to;
  }
  without({ from: at, to });
  return steps;
}
