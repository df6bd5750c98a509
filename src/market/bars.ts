import type { Calendar } from "./calendar/calendar.ts";
import type { Instrument } from "./instrument.ts";
import type { Timeframe } from "./timeframe.ts";

/** Whether prices have been changed for splits, or for splits and dividends. */
export type Adjustment = "raw" | "split" | "total";

/**
 * The price history of one instrument, as columns of one length, ascending in time. Prices are as given, in the
 * instrument's currency; all are finite and above 0, `high` is the highest and `low` the lowest. Made and checked by
 * `createBars`; never changed afterwards.
 */
export interface Bars {
  readonly length: number;
  readonly instrument: Instrument;
  readonly timeframe: Timeframe;
  readonly calendar: Calendar;
  /** Start of the bar, epoch milliseconds UTC. */
  readonly time: Float64Array;
  /** End of the bar, epoch milliseconds UTC, strictly ascending: a strategy knows the bar from here on. */
  readonly closeTime: Float64Array;
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  /** Units traded; NaN where unknown. */
  readonly volume: Float64Array;
  /** The session (day number) that each bar belongs to. */
  readonly session: Int32Array;
  /** Prices are whole multiples of 1 / ticksPerUnit; null when no such grid up to 1e6 fits. */
  readonly ticksPerUnit: number | null;
  readonly adjustment: Adjustment;
  /** Where they came from, as a data address; part of messages, not of the data's identity. */
  readonly source: string;
  /** True when no market ever traded at these prices; every face says so. */
  readonly isSynthetic: boolean;
  /** What strategies see, where money moves in another currency; absent: the prices themselves. */
  readonly local?: LocalPrices | undefined;
  /** What was inferred or noticed while loading, for people: "time zone not given: read as UTC". */
  readonly notes: readonly string[];
}

/** Prices of the same bars in the currency that they are quoted in, where an account in another one trades them. */
export interface LocalPrices {
  readonly bars: Bars;
  /** Money of the account for one unit of it, at each close. */
  readonly rate: Float64Array;
}

/** The six columns that a strategy may read. */
export const PRICE_COLUMNS = ["open", "high", "low", "close", "volume"] as const;
export type PriceColumn = (typeof PRICE_COLUMNS)[number];
