import type { CursorData, CursorTrack } from "../../src/report/cursor-data.ts";
import {
  formatDate,
  formatDateTime,
  formatMoney,
  formatNumber,
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
  sharpe: ["Sharpe ratio", (value) => formatNumber(value, 2)],
  benchmarkSharpe: ["Benchmark", (value) => formatNumber(value, 2)],
  a: ["A", formatMoney],
  b: ["B", formatMoney],
  drawdownA: ["Drawdown of A", (value) => formatPercent(value)],
  drawdownB: ["of B", (value) => formatPercent(value)],
};

/** What there is to say about a row: its time, the given series, and the trades in which it lies. */
export function readingsAt(
  track: CursorTrack,
  row: number,
  series: readonly string[],
  trades: CursorData["trades"],
): Reading[] {
  const readings: Reading[] = [{ name: "", value: timeAt(track, row) }];
  for (const id of series) {
    const value = track.series[id]?.[row];
    const known = FORMATS[id];
    if (known !== undefined && typeof value === "number") readings.push({ name: known[0], value: known[1](value) });
  }
  if (series.includes("close")) readings.push(...tradesAt(trades, row));
  return readings;
}

/** What there is to say about a trade. */
export function tradeReadings(data: CursorData, trade: number): Reading[] {
  const { entry, exit, side, mae, mfe, result } = data.trades;
  const number = (column: readonly (number | null)[]) => column[trade] ?? NaN;
  return [
    { name: "", value: `Trade ${trade + 1} (${side[trade] === -1 ? "short" : "long"})` },
    { name: "from", value: timeAt(data, entry[trade] ?? 0) },
    { name: "to", value: timeAt(data, exit[trade] ?? 0) },
    { name: "MAE", value: formatPercent(number(mae)) },
    { name: "MFE", value: formatSignedPercent(number(mfe)) },
    { name: "Return", value: formatSignedPercent(number(result)) },
  ];
}

function timeAt({ isDaily, time }: CursorTrack, row: number): string {
  const at = time[row] ?? NaN;
  return isDaily ? formatDate(at) : `${formatDateTime(at)} UTC`;
}

function tradesAt(trades: CursorData["trades"], row: number): Reading[] {
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
