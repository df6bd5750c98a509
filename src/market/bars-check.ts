import { BacksightError } from "../core/errors.ts";
import type { Bars, PriceColumn } from "./bars.ts";
import { isoTime } from "./iso-time.ts";

/** The columns of some consecutive bars, of one length. */
export type BarColumns = Pick<Bars, "time" | "closeTime" | "open" | "high" | "low" | "close" | "volume">;

/**
 * Checks bars, all at once or piece by piece: each price must be finite and above 0 with `high >= low`, each volume
 * finite and not negative or NaN (unknown), each bar must close at or after its own open and after the bar before it.
 * An open or close outside its bar's range is common in vendors' data: it is counted, not refused.
 */
export class BarsCheck {
  /** Bars that were looked at. */
  length = 0;
  /** Bars whose open or close lies outside low to high. */
  outside = 0;

  private readonly source: string;
  private lastOpen = -Infinity;
  private lastClose = -Infinity;

  /** @param source where the bars come from; messages start with it */
  constructor(source: string) {
    this.source = source;
  }

  /** @throws {BacksightError} BACKSIGHT_BARS_ORDER and BACKSIGHT_BARS_VALUE, which name the bar by its index among all, from 0 */
  add(columns: BarColumns): void {
    const { time, closeTime } = columns;
    const outside = countOutside(columns, this.lastOpen, this.lastClose);
    if (outside === null) throw this.problemOf(columns);
    this.outside += outside;
    this.length += time.length;
    if (time.length === 0) return;
    this.lastOpen = time[time.length - 1]!;
    this.lastClose = closeTime[time.length - 1]!;
  }

  /** For people; none when every open and close lies in its bar's range. */
  notes(): string[] {
    return notesOfRanges(this.outside, this.length);
  }

  /** The first thing that is wrong with columns of which something is: times first, then column by column. */
  private problemOf({ time, closeTime, open, high, low, close, volume }: BarColumns): BacksightError {
    return (
      this.problemOfTimes(time, closeTime) ??
      this.problemOfPrices(time, "open", open) ??
      this.problemOfPrices(time, "high", high) ??
      this.problemOfPrices(time, "low", low) ??
      this.problemOfPrices(time, "close", close) ??
      this.problemOfVolumes(time, volume) ??
      this.problemOfRanges(time, high, low)
    );
  }

  private problemOfTimes(time: Float64Array, closeTime: Float64Array): BacksightError | undefined {
    let { lastOpen, lastClose } = this;
    for (let i = 0; i < time.length; i++) {
      const opens = time[i]!;
      const closes = closeTime[i]!;
      if (isNext(opens, closes, lastOpen, lastClose)) {
        lastOpen = opens;
        lastClose = closes;
        continue;
      }
      let problem = "has the same time as the bar above it";
      if (!Number.isFinite(opens)) problem = `has no open time, but ${opens}`;
      else if (!Number.isFinite(closes)) problem = `has no close time, but ${closes}`;
      else if (opens > closes) problem = `closes before it opens, at ${isoTime(closes)}`;
      else if (closes < lastClose || opens < lastOpen) problem = "comes before the bar above it";
      const { source } = this;
      const row = this.length + i;
      return new BacksightError("BACKSIGHT_BARS_ORDER", { source, row, time: isoTime(opens), problem });
    }
    return undefined;
  }

  private problemOfPrices(time: Float64Array, column: PriceColumn, prices: Float64Array): BacksightError | undefined {
    const i = prices.findIndex((price) => !(price > 0 && price < Infinity));
    return i < 0 ? undefined : this.valueError(time, column, i, "must be a finite price above 0", prices[i]!);
  }

  private problemOfVolumes(time: Float64Array, volume: Float64Array): BacksightError | undefined {
    const i = volume.findIndex((units) => units < 0 || units === Infinity);
    const rule = "must be finite and not negative, or NaN where unknown";
    return i < 0 ? undefined : this.valueError(time, "volume", i, rule, volume[i]!);
  }

  private problemOfRanges(time: Float64Array, high: Float64Array, low: Float64Array): BacksightError {
    const i = high.findIndex((top, at) => top < low[at]!);
    return this.valueError(time, "high", i, `must not be below the bar's low of ${low[i]}`, high[i]!);
  }

  private valueError(
    time: Float64Array,
    column: PriceColumn,
    i: number,
    problem: string,
    value: number,
  ): BacksightError {
    const details = { source: this.source, column, row: this.length + i, time: isoTime(time[i]!), problem, value };
    return new BacksightError("BACKSIGHT_BARS_VALUE", details);
  }
}

/**
 * How many bars have their open or close outside low to high; null where `BarsCheck` refuses one. All columns are looked
 * at together: one after the other they would come from memory twice.
 *
 * @param lastOpen of the bar before the first, and `lastClose`
 */
export function countOutside(
  { time, closeTime, open, high, low, close, volume }: BarColumns,
  lastOpen = -Infinity,
  lastClose = -Infinity,
): number | null {
  let outside = 0;
  for (let i = 0; i < time.length; i++) {
    const opens = time[i]!;
    const closes = closeTime[i]!;
    const first = open[i]!;
    const top = high[i]!;
    const bottom = low[i]!;
    const last = close[i]!;
    const units = volume[i]!;
    const isRange = bottom > 0 && bottom <= top && top < Infinity;
    const arePrices = isRange && first > 0 && first < Infinity && last > 0 && last < Infinity;
    if (!arePrices || units < 0 || units === Infinity || !isNext(opens, closes, lastOpen, lastClose)) return null;
    if (first > top || first < bottom || last > top || last < bottom) outside++;
    lastOpen = opens;
    lastClose = closes;
  }
  return outside;
}

/** For people; none without such bars. */
export function notesOfRanges(outside: number, length: number): string[] {
  if (outside === 0) return [];
  const have = outside === 1 ? "has its" : "have their";
  return [`${outside} of ${length} bars ${have} open or close outside low to high`];
}

function isNext(opens: number, closes: number, lastOpen: number, lastClose: number): boolean {
  return opens >= lastOpen && closes > lastClose && opens <= closes && closes < Infinity && opens > -Infinity;
}
