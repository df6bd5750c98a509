import type { CursorData } from "../../src/report/cursor-data.ts";
import {
  formatDate,
  formatDateTime,
  formatMoney,
  formatPercent,
  formatPrice,
  formatSignedPercent,
} from "../../src/report/format.ts";

/** One thing that a cursor reads out. */
export interface Reading {
  readonly name: string;
  readonly value: string;
}

const FORMATS: Readonly<Record<string, readonly [name: string, format: (value: number) => string]>> = {
  equity: ["Equity", formatMoney],
  benchmark: ["Benchmark", formatMoney],
  drawdown: ["Drawdown", (value) => formatPercent(value)],
  close: ["Close", formatPrice],
  a: ["A", formatMoney],
  b: ["B", formatMoney],
  drawdownA: ["Drawdown of A", (value) => formatPercent(value)],
  drawdownB: ["of B", (value) => formatPercent(value)],
};

/** What there is to say about a row: its time, the given series, and the trades in which it lies. */
export function readingsAt(data: CursorData, row: number, series: readonly string[]): Reading[] {
  const time = data.time[row] ?? NaN;
  const readings: Reading[] = [{ name: "", value: data.isDaily ? formatDate(time) : `${formatDateTime(time)} UTC` }];
  for (const id of series) {
    const value = data.series[id]?.[row];
    const known = FORMATS[id];
    if (known !== undefined && typeof value === "number") readings.push({ name: known[0], value: known[1](value) });
  }
  if (series.includes("close")) readings.push(...tradesAt(data, row));
  return readings;
}

function tradesAt({ trades }: CursorData, row: number): Reading[] {
  const readings: Reading[] = [];
  trades.entry.forEach((entry, i) => {
    const exit = trades.exit[i] ?? entry;
    if (row < entry || row > exit) return;
    const what = row === entry ? "entry" : row === exit ? "exit" : "held";
    const side = trades.side[i] === -1 ? "short" : "long";
    readings.push({ name: `Trade ${i + 1} (${side}, ${what})`, value: formatSignedPercent(trades.result[i] ?? NaN) });
  });
  const most = 3;
  if (readings.length <= most) return readings;
  return [...readings.slice(0, most), { name: "and", value: `${readings.length - most} more trades` }];
}
