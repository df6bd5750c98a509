import type { Json } from "../core/canonical-json.ts";
import { countMissingBars, type MissingBars } from "../data/prepare/count-missing-bars.ts";
import type { Bars } from "../market/bars.ts";
import { dateOfDay } from "../market/calendar/calendar.ts";
import { isoTime } from "../market/iso-time.ts";

/** One bar as a person reads it; times in ISO 8601, UTC. */
export interface BarRow {
  readonly session: string;
  readonly time: string;
  readonly closeTime: string;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  /** Null where unknown. */
  readonly volume: number | null;
}

/** What there is to say about bars. */
export interface BarsDocument {
  readonly symbol: string;
  readonly currency: string;
  readonly lot: number | null;
  readonly multiplier: number;
  readonly timeframe: string;
  readonly calendar: string;
  readonly bars: number;
  readonly sessions: number;
  /** Open of the first and close of the last bar. */
  readonly start: string;
  readonly end: string;
  /** Null where nothing tells how many to expect. */
  readonly missing: MissingBars | null;
  readonly adjustment: string;
  readonly ticksPerUnit: number | null;
  readonly isSynthetic: boolean;
  readonly source: string;
  readonly notes: readonly string[];
  readonly first: readonly BarRow[];
  readonly last: readonly BarRow[];
}

/** Describes bars, with up to `rows` of the first and of the last; none stands in both. */
export function barsDocument(bars: Bars, rows: number): BarsDocument & Json {
  const { instrument, session } = bars;
  const first = Math.min(rows, bars.length);
  const last = Math.min(rows, bars.length - first);
  let sessions = 1;
  for (let i = 1; i < session.length; i++) if (session[i] !== session[i - 1]) sessions++;
  const missing = countMissingBars(bars);
  return {
    symbol: instrument.symbol,
    currency: instrument.currency,
    lot: instrument.lot,
    multiplier: instrument.multiplier,
    timeframe: bars.timeframe.label,
    calendar: bars.calendar.id,
    bars: bars.length,
    sessions,
    start: isoTime(bars.time[0]!),
    end: isoTime(bars.closeTime[bars.length - 1]!),
    missing: missing === null ? null : { ...missing },
    adjustment: bars.adjustment,
    ticksPerUnit: bars.ticksPerUnit,
    isSynthetic: bars.isSynthetic,
    source: bars.source,
    notes: bars.notes,
    first: rowsOf(bars, 0, first),
    last: rowsOf(bars, bars.length - last, bars.length),
  };
}

function rowsOf(bars: Bars, start: number, end: number): (BarRow & Json)[] {
  return Array.from({ length: end - start }, (_, k) => {
    const i = start + k;
    const volume = bars.volume[i]!;
    return {
      session: dateOfDay(bars.session[i]!),
      time: isoTime(bars.time[i]!),
      closeTime: isoTime(bars.closeTime[i]!),
      open: bars.open[i]!,
      high: bars.high[i]!,
      low: bars.low[i]!,
      close: bars.close[i]!,
      volume: Number.isNaN(volume) ? null : volume,
    };
  });
}
