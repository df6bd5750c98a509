import type { Bars } from "../market/bars.ts";
import type { BarColumns } from "../market/bars-check.ts";

/** Everything about bars but their columns. */
export type BarsFacts = Pick<
  Bars,
  "instrument" | "timeframe" | "calendar" | "ticksPerUnit" | "adjustment" | "source" | "isSynthetic" | "notes"
>;

/** How many bars a batch holds; the last one holds the rest. */
export const BATCH_BARS = 131_072;

/** The bars of one instrument that come in batches, so that they need not all be in memory. */
export interface BarsStream {
  readonly length: number;
  /** Whether all opens and closes are whole milliseconds. */
  readonly hasWholeMilliseconds: boolean;
  /**
   * Consecutive bars, ascending, `BATCH_BARS` at a time; the columns of a batch are valid until the next is asked for.
   * May be called once.
   */
  batches(): AsyncIterable<BarColumns> | Iterable<BarColumns>;
  /** Complete only when the last batch has been taken. */
  facts(): BarsFacts;
}

/** Bars that are in memory as a stream. */
export function streamOfBars(bars: Bars): BarsStream {
  return {
    length: bars.length,
    hasWholeMilliseconds: areWholeMilliseconds(bars.time) && areWholeMilliseconds(bars.closeTime),
    *batches() {
      for (let start = 0; start < bars.length; start += BATCH_BARS) {
        const end = Math.min(bars.length, start + BATCH_BARS);
        yield {
          time: bars.time.subarray(start, end),
          closeTime: bars.closeTime.subarray(start, end),
          open: bars.open.subarray(start, end),
          high: bars.high.subarray(start, end),
          low: bars.low.subarray(start, end),
          close: bars.close.subarray(start, end),
          volume: bars.volume.subarray(start, end),
        };
      }
    },
    facts: () => factsOfBars(bars),
  };
}

export function factsOfBars(bars: BarsFacts): BarsFacts {
  const { instrument, timeframe, calendar, ticksPerUnit, adjustment, source, isSynthetic, notes } = bars;
  return { instrument, timeframe, calendar, ticksPerUnit, adjustment, source, isSynthetic, notes };
}

/** True when every time is a safe integer (−0 isn't: it wouldn't come back as such). */
export function areWholeMilliseconds(times: Float64Array): boolean {
  for (let i = 0; i < times.length; i++) {
    const time = times[i]!;
    if (!Number.isSafeInteger(time) || Object.is(time, -0)) return false;
  }
  return true;
}
