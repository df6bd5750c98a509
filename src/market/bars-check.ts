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
    this.checkTimes(columns.time, columns.closeTime);
    this.checkPrices(columns.time, "open", columns.open);
    this.checkPrices(columns.time, "high", columns.high);
    this.checkPrices(columns.time, "low", columns.low);
    this.checkPrices(columns.time, "close", columns.close);
    this.checkVolumes(columns.time, columns.volume);
    this.checkRanges(columns);
    this.length += columns.time.length;
  }

  /** For people; none when every open and close lies in its bar's range. */
  notes(): string[] {
    const { outside, length } = this;
    if (outside === 0) return [];
    const have = outside === 1 ? "has its" : "have their";
    return [`${outside} of ${length} bars ${have} open or close outside low to high`];
  }

  private checkTimes(time: Float64Array, closeTime: Float64Array): void {
    let { lastOpen, lastClose } = this;
    for (let i = 0; i < time.length; i++) {
      const opens = time[i]!;
      const closes = closeTime[i]!;
      if (opens >= lastOpen && closes > lastClose && opens <= closes && closes < Infinity && opens > -Infinity) {
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
      throw new BacksightError("BACKSIGHT_BARS_ORDER", { source, row, time: isoTime(opens), problem });
    }
    this.lastOpen = lastOpen;
    this.lastClose = lastClose;
  }

  private checkPrices(time: Float64Array, column: PriceColumn, prices: Float64Array): void {
    for (let i = 0; i < prices.length; i++) {
      const price = prices[i]!;
      if (price > 0 && price < Infinity) continue;
      throw this.valueError(time, column, i, "must be a finite price above 0", price);
    }
  }

  private checkVolumes(time: Float64Array, volume: Float64Array): void {
    for (let i = 0; i < volume.length; i++) {
      const units = volume[i]!;
      if (units < 0 || units === Infinity) {
        throw this.valueError(time, "volume", i, "must be finite and not negative, or NaN where unknown", units);
      }
    }
  }

  private checkRanges({ time, open, high, low, close }: BarColumns): void {
    for (let i = 0; i < open.length; i++) {
      const top = high[i]!;
      const bottom = low[i]!;
      if (top < bottom) throw this.valueError(time, "high", i, `must not be below the bar's low of ${bottom}`, top);
      const first = open[i]!;
      const last = close[i]!;
      if (first > top || first < bottom || last > top || last < bottom) this.outside++;
    }
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
