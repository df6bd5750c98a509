import type { Bars } from "../../market/bars.ts";
import { DAY_MS } from "../../market/calendar/calendar.ts";
import { isIntraday } from "../../market/timeframe.ts";
import type { ColumnTimes } from "../bar-times/column-times.ts";
import { barsOfStamps, NO_BAR } from "./bars-of-stamps.ts";
import { instantIn, type RowStamps, type SignalsSettings } from "./stamps-of-rows.ts";

const MOST_TRIED = 300;
const QUARTER_MS = 15 * 60_000;
/** Fewer rows match somewhere by chance. */
const FEWEST_MOVED = 3;
const MOST_QUARTERS = 24 * 4;
/** Zones that prices are often written in. */
const ZONES = [
  "UTC",
  "America/New_York",
  "America/Chicago",
  "Europe/London",
  "Europe/Berlin",
  "Asia/Kolkata",
  "Asia/Hong_Kong",
  "Asia/Tokyo",
  "Australia/Sydney",
];
const FALLBACK =
  "Stamp each row with its bar's open (with at=close: its close), and name the zone of times without one: signals:file?tz=America/New_York.";

/** What to do about rows that match no bars: tries what people mostly mean, on a sample of the rows. */
export function explainMismatch(times: ColumnTimes, stamps: RowStamps, bars: Bars, settings: SignalsSettings): string {
  const sample = sampleOf(stamps.values);
  const matches = (values: Float64Array, at: "open" | "close") =>
    barsOfStamps({ kind: "instants", values, notes: [] }, bars, at, (): never => {
      throw new RangeError("instants aren't refused");
    }).reduce((count, bar) => count + (bar === NO_BAR ? 0 : 1), 0);
  const isMost = (count: number) => count * 2 > sample.length;
  if (stamps.kind === "days") return "The dates of the rows must be those of the bars' sessions.";
  if (isElsewhere(stamps.values, bars)) return "Give signals and prices of the same time: they lie apart.";
  const areDates = times.written.every((ms) => ms % DAY_MS === 0);
  if (areDates && isIntraday(bars.timeframe))
    return `Its rows bear dates only, the bars are of ${bars.timeframe.label}: write the time of the bar in each row.`;
  const at = settings.at ?? "open";
  const other = at === "open" ? "close" : "open";
  const values = Float64Array.from(sample, (row) => stamps.values[row]!);
  if (isMost(matches(values, other))) {
    return `Its times are those of the bars' ${other}s: ${at === "open" ? "add at=close" : "leave at=close out"} (signals:file?at=close).`;
  }
  if (times.offsets === undefined) {
    for (const zone of ZONES) {
      const there = Float64Array.from(sample, (row) => instantIn(zone, times.written[row]!));
      if (isMost(matches(there, at))) return `Read as times of ${zone} they match: signals:file?tz=${zone}.`;
    }
  }
  const hint = values.length < FEWEST_MOVED ? undefined : shiftHint(values, (shifted) => matches(shifted, at));
  if (hint !== undefined) return hint;
  return FALLBACK;
}

/** Whether all rows lie days before the first bar or after the last. */
function isElsewhere(stamps: Float64Array, { time, closeTime, length }: Bars): boolean {
  return (
    stamps.every((stamp) => stamp < time[0]! - DAY_MS) ||
    stamps.every((stamp) => stamp > closeTime[length - 1]! + DAY_MS)
  );
}

/** Rows of a zone that was forgotten are off by the same hours; where clocks change, most are off by one of two. */
function shiftHint(values: Float64Array, matches: (values: Float64Array) => number): string | undefined {
  let best = 0;
  let bestCount = 0;
  for (let quarters = 1; quarters <= MOST_QUARTERS; quarters++) {
    for (const shift of [quarters * QUARTER_MS, -quarters * QUARTER_MS]) {
      const count = matches(values.map((value) => value + shift));
      if (count <= bestCount) continue;
      best = shift;
      bestCount = count;
    }
  }
  if (bestCount * 5 < values.length * 2) return undefined;
  const hours = Number((Math.abs(best) / (4 * QUARTER_MS)).toFixed(2));
  const direction = best > 0 ? "early" : "late";
  return `${bestCount} of ${values.length} rows that were tried match when they are moved: they are ${hours} ${hours === 1 ? "hour" : "hours"} too ${direction}, as when a time zone is left out or taken off twice. Write them with their offset, or name their zone with tz=.`;
}

/** Rows evenly over the file. */
function sampleOf({ length }: Float64Array): Int32Array {
  const count = Math.min(length, MOST_TRIED);
  return Int32Array.from({ length: count }, (_, i) => Math.floor((i * length) / count));
}
