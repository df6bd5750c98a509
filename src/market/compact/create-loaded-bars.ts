import type { Bars } from "../bars.ts";
import { type BarsInput, createBars } from "../create-bars.ts";
import { detectTicksPerUnit } from "../tick-grid.ts";
import { COMPACT_FROM, compactBars } from "./compact-bars.ts";
import { packColumn } from "./pack-column.ts";

/** Bars of columns that nobody else holds. */
export type LoadedColumns = Omit<BarsInput, "volume" | "ticksPerUnit"> & Pick<Bars, "volume">;

/**
 * `createBars` for loaders: long columns are packed, and spent by it.
 *
 * @throws {BacksightError} as `createBars`
 */
export function createLoadedBars(input: LoadedColumns): Bars {
  const { time, closeTime, open, high, low, close, volume } = input;
  if (time.length < COMPACT_FROM) return createBars(input);
  const ticksPerUnit = detectTicksPerUnit([open, high, low, close]);
  const { instrument, timeframe, calendar, adjustment = "raw", source, isSynthetic = false, notes = [] } = input;
  return compactBars(
    { instrument, timeframe, calendar, ticksPerUnit, adjustment, source, isSynthetic, notes },
    {
      time: packColumn("time", time, null),
      closeTime: packColumn("closeTime", closeTime, null),
      open: packColumn("open", open, ticksPerUnit),
      high: packColumn("high", high, ticksPerUnit),
      low: packColumn("low", low, ticksPerUnit),
      close: packColumn("close", close, ticksPerUnit),
      volume: packColumn("volume", volume, null),
    },
  );
}
