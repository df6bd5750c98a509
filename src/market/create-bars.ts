import { checkLength } from "../core/checks.ts";
import { BacksightError } from "../core/errors.ts";
import type { Adjustment, Bars } from "./bars.ts";
import { BarsCheck, notesOfRanges } from "./bars-check.ts";
import type { Calendar } from "./calendar/calendar.ts";
import type { Instrument } from "./instrument.ts";
import { sessionsOf } from "./sessions-of.ts";
import { detectTicksPerUnit, isOnTickGrid } from "./tick-grid.ts";
import type { Timeframe } from "./timeframe.ts";
import type { VerifiedFacts } from "./verified-facts.ts";

/** What `createBars` makes bars of. The columns are kept, not copied: don't write to them afterwards. */
export interface BarsInput {
  readonly instrument: Instrument;
  readonly timeframe: Timeframe;
  readonly calendar: Calendar;
  /** Open and close of each bar, epoch milliseconds UTC. */
  readonly time: Float64Array;
  readonly closeTime: Float64Array;
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  /** Without it: NaN for every bar. */
  readonly volume?: Float64Array | undefined;
  /** Without it: detected; null says that there is no grid. */
  readonly ticksPerUnit?: number | null | undefined;
  /** "raw" without it. */
  readonly adjustment?: Adjustment | undefined;
  /** Where the prices come from, as a data address; errors start with it. */
  readonly source: string;
  readonly isSynthetic?: boolean | undefined;
  readonly notes?: readonly string[] | undefined;
  /** What was found in these very columns before: they aren't searched again. For readers of bytes with a checksum. */
  readonly verified?: VerifiedFacts | undefined;
}

/**
 * Bars of columns that `BarsCheck` has checked; what it counted goes into the notes.
 *
 * @throws {BacksightError} BACKSIGHT_LENGTH, BACKSIGHT_BARS_EMPTY, BACKSIGHT_BARS_VALUE and BACKSIGHT_BARS_ORDER (which
 * name the bar by its index, from 0, and its time), BACKSIGHT_ARGUMENT for a tick grid that doesn't fit the prices,
 * BACKSIGHT_CALENDAR_RANGE for times that the calendar doesn't know
 */
export function createBars(input: BarsInput): Bars {
  const { calendar, time, closeTime, open, high, low, close, source } = input;
  const length = time?.length ?? 0;
  const volume = input.volume ?? new Float64Array(length).fill(NaN);
  checkLength("closeTime", closeTime, length);
  checkLength("open", open, length);
  checkLength("high", high, length);
  checkLength("low", low, length);
  checkLength("close", close, length);
  checkLength("volume", volume, length);
  if (length === 0) throw new BacksightError("BACKSIGHT_BARS_EMPTY", { source, between: "" });
  const { verified } = input;
  const check = new BarsCheck(source);
  if (verified === undefined) check.add({ time, closeTime, open, high, low, close, volume });
  return {
    length,
    instrument: input.instrument,
    timeframe: input.timeframe,
    calendar,
    time,
    closeTime,
    open,
    high,
    low,
    close,
    volume,
    session: sessionsOf(calendar, closeTime),
    ticksPerUnit: tickGrid(input.ticksPerUnit, [open, high, low, close], verified?.grids),
    adjustment: input.adjustment ?? "raw",
    source,
    isSynthetic: input.isSynthetic ?? false,
    notes: [...(input.notes ?? []), ...notesOfRanges(verified?.outside ?? check.outside, length)],
  };
}

function tickGrid(
  given: number | null | undefined,
  prices: readonly Float64Array[],
  held: readonly number[] | undefined,
): number | null {
  if (given === undefined) return detectTicksPerUnit(prices, held);
  if (given === null || isOnTickGrid(prices, given)) return given;
  const rule = "a whole number of which every price is a multiple of 1 / ticksPerUnit";
  throw new BacksightError("BACKSIGHT_ARGUMENT", { name: "ticksPerUnit", rule, value: given });
}
