import type { VendorBars } from "../../data/market-data/data-source.ts";
import { isoTime } from "../../market/iso-time.ts";
import { isIntraday, type Timeframe, timeframeMs } from "../../market/timeframe.ts";
import type { TimeRange } from "../cache/time-ranges.ts";

/**
 * One kline as archives and REST have it: open time, open, high, low, close, volume, close time (the last instant
 * inside), quote volume, trades; more fields may follow.
 */
export type Kline = readonly unknown[];

const FIELDS = 9;
/** Milliseconds of today have 13 digits, microseconds 16: archives from 2025 on are in microseconds. */
const FIRST_MICROSECONDS = 1e15;
const FIRST_NANOSECONDS = 1e18;

/**
 * Klines as columns: those that open in `range`. Times are in milliseconds or microseconds, told by their magnitude;
 * `vwap` is quote volume by volume, NaN where nothing was traded.
 *
 * @param fail refuses the answer for a reason
 */
export function klineColumns(
  klines: readonly Kline[],
  { range, timeframe }: { readonly range: TimeRange; readonly timeframe: Timeframe },
  fail: (reason: string) => never,
): VendorBars {
  const rows: number[][] = [];
  let before = -Infinity;
  for (const kline of klines) {
    const row = readKline(kline, timeframe, fail);
    const time = row[0]!;
    if (time <= before) fail(`the bar of ${isoTime(time)} comes after that of ${isoTime(before)}`);
    before = time;
    if (time >= range.from && time < range.to) rows.push(row);
  }
  const column = (at: number) => Float64Array.from(rows, (row) => row[at]!);
  return {
    time: column(0),
    open: column(1),
    high: column(2),
    low: column(3),
    close: column(4),
    volume: column(5),
    closeTime: column(6),
    vwap: Float64Array.from(rows, (row) => (row[5]! > 0 ? row[7]! / row[5]! : NaN)),
    transactions: column(8),
  };
}

function readKline(kline: Kline, timeframe: Timeframe, fail: (reason: string) => never): number[] {
  if (kline.length < FIELDS) fail(`a row has ${kline.length} fields, not ${FIELDS} or more`);
  const row: number[] = [];
  for (let i = 0; i < FIELDS; i++) {
    const value = kline[i];
    const number = typeof value === "number" ? value : typeof value === "string" && value !== "" ? Number(value) : NaN;
    if (!(number >= 0 && number < Infinity)) fail(`field ${i + 1} of a row is ${JSON.stringify(value)}`);
    row.push(number);
  }
  const opens = row[0]!;
  if (opens >= FIRST_NANOSECONDS) fail(`a row opens at ${opens}, which is neither milliseconds nor microseconds`);
  const unit = opens >= FIRST_MICROSECONDS ? 1000 : 1;
  row[0] = opens / unit;
  row[6] = Math.floor(row[6]! / unit) + 1;
  if (isIntraday(timeframe) && row[6] !== row[0] + timeframeMs(timeframe)) {
    fail(`the bar of ${isoTime(row[0])} ends at ${isoTime(row[6])}, which isn't ${timeframe.label} later`);
  }
  return row;
}
