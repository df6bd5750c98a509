import type { VendorBars } from "../../data/market-data/data-source.ts";
import { DAY_MS, dateOfDay, dayOfDate } from "../../market/calendar/calendar.ts";
import { isoTime } from "../../market/iso-time.ts";
import { type Timeframe, timeframeMs } from "../../market/timeframe.ts";
import type { TimeRange } from "../cache/time-ranges.ts";

/** Milliseconds of the open, open, high, low, close, volume. */
export type OhlcvRow = readonly [number, number, number, number, number, number];

/**
 * The package's rows, checked and ascending by open; a repeated row is kept once. Exchanges differ in what they leave
 * out: an unknown volume is NaN.
 *
 * @param fail refuses the answer for a reason
 */
export function readOhlcv(rows: readonly (readonly unknown[])[], fail: (reason: string) => never): OhlcvRow[] {
  const read: OhlcvRow[] = [];
  for (const row of rows) {
    const [time, open, high, low, close] = row;
    const prices = [time, open, high, low, close];
    if (!prices.every((value) => typeof value === "number" && Number.isFinite(value))) {
      fail(`a row is ${JSON.stringify(row)}`);
    }
    const volume = typeof row[5] === "number" && row[5] >= 0 ? row[5] : NaN;
    read.push([time, open, high, low, close, volume] as unknown as OhlcvRow);
  }
  read.sort((a, b) => a[0] - b[0]);
  return read.filter((row, i) => {
    const before = read[i - 1];
    if (before === undefined || before[0] !== row[0]) return true;
    if (row.some((value, j) => !Object.is(value, before[j]))) fail(`it has two different bars of ${isoTime(row[0])}`);
    return false;
  });
}

/** Rows as columns: those that open in `range`; a bar ends after its timeframe, a month's at the next one. */
export function ohlcvColumns(rows: readonly OhlcvRow[], { from, to }: TimeRange, timeframe: Timeframe): VendorBars {
  const wanted = rows.filter(([time]) => time >= from && time < to);
  const column = (at: number) => Float64Array.from(wanted, (row) => row[at]!);
  const time = column(0);
  return {
    time,
    closeTime: time.map((opens) => endOf(opens, timeframe)),
    open: column(1),
    high: column(2),
    low: column(3),
    close: column(4),
    volume: column(5),
  };
}

function endOf(opens: number, timeframe: Timeframe): number {
  if (timeframe.unit !== "mo") return opens + timeframeMs(timeframe);
  const [year, month] = dateOfDay(Math.floor(opens / DAY_MS))
    .split("-")
    .map(Number);
  return dayOfDate(year!, month! + timeframe.count, 1) * DAY_MS;
}
