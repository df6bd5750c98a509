import type { Bars } from "../../market/bars.ts";
import { DAY_MS } from "../../market/calendar/calendar.ts";
import { localDayToUtc } from "../../market/calendar/time-zone.ts";
import { isIntraday } from "../../market/timeframe.ts";
import type { ColumnTimes } from "../bar-times/column-times.ts";
import { datesIn } from "../bar-times/times-of-rows.ts";

/** What a person said about the rows of a signals file. */
export interface SignalsSettings {
  /** Selects the rows of one symbol; without it those of the bars' own. */
  readonly symbol?: string | undefined;
  /** IANA zone of times that are written without an offset. */
  readonly timeZone?: string | undefined;
  /** The zone without `timeZone`: that of the prices, where it was given; else the calendar's. */
  readonly pricesZone?: string | undefined;
  /** Whether a row bears its bar's open or its close; the open without it. */
  readonly at?: "open" | "close" | undefined;
}

/** Which bar each row means: the date of its session, or an instant. */
export interface RowStamps {
  readonly kind: "days" | "instants";
  /** Day numbers, or epoch milliseconds UTC. */
  readonly values: Float64Array;
  /** What was inferred, for people. */
  readonly notes: readonly string[];
}

/**
 * What the times of rows mean on these bars. On bars of a day or longer rows that all stand at midnight (as written, in
 * UTC, in the given zone or in New York) bear dates; with `at: "close"` and on shorter bars every time is an instant.
 *
 * @throws {BacksightError} BACKSIGHT_OPTION_UNKNOWN for a zone that isn't known
 */
export function stampsOfRows(times: ColumnTimes, bars: Bars, settings: SignalsSettings): RowStamps {
  const { offsets, notes } = times;
  const written = times.written.slice();
  const mayBeDates = !isIntraday(bars.timeframe) && settings.at !== "close";
  if (mayBeDates && written.every((ms) => ms % DAY_MS === 0)) {
    return { kind: "days", values: written.map((ms) => ms / DAY_MS), notes };
  }
  if (offsets !== undefined) {
    offsets.subtractFrom(written);
    const days = mayBeDates ? datesIn(settings.timeZone, written) : undefined;
    if (days !== undefined) return { kind: "days", values: Float64Array.from(days), notes };
    return { kind: "instants", values: written, notes };
  }
  const { timeZone, pricesZone } = settings;
  const zone = timeZone ?? pricesZone ?? bars.calendar.timeZone;
  const whose = pricesZone === undefined ? "the calendar's" : "that of the prices";
  const note = `signals without a time zone: read as ${zone}, ${whose}`;
  const values = written.map((ms) => instantIn(zone, ms));
  return { kind: "instants", values, notes: timeZone === undefined ? [...notes, note] : notes };
}

/** The instant at which clocks in a zone show a time, written as if it were UTC's. */
export function instantIn(timeZone: string, written: number): number {
  const day = Math.floor(written / DAY_MS);
  return localDayToUtc(timeZone, day, written - day * DAY_MS);
}
