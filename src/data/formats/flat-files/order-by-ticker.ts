import type { FlatFileQuality } from "./flat-file-quality.ts";
import { MARKET_BAR_COLUMNS, type MarketBarColumn, type MarketBars } from "./market-bars.ts";
import type { TickerRuns } from "./ticker-runs.ts";

type Columns = Record<MarketBarColumn, Float64Array>;

/**
 * Puts rows in the order of `MarketBars`: by ticker, then by time, equal times as they stood in the file, of which
 * `keep` says which one stays. What is done is counted in `quality`. Columns that stand right already aren't copied.
 */
export function orderByTicker(
  columns: Columns,
  runs: TickerRuns,
  keep: "first" | "last",
  quality: FlatFileQuality,
): MarketBars {
  const { time } = columns;
  const runsOf = runsByTicker(runs, time.length);
  const present = runs.tickers.map((_, code) => code).filter((code) => runsOf[code]!.length > 0);
  present.sort((a, b) => (runs.tickers[a]! < runs.tickers[b]! ? -1 : 1));
  const tickers = present.map((code) => runs.tickers[code]!);
  const starts = new Uint32Array(present.length + 1);
  const order = new Uint32Array(time.length);
  let length = 0;
  let isMoved = false;
  for (const [k, code] of present.entries()) {
    starts[k] = length;
    const mine = runsOf[code]!;
    if (mine.length > 1) quality.splitTickers++;
    const begin = length;
    let isAscending = true;
    let last = -Infinity;
    for (const { start, end } of mine) {
      if (start !== length) isMoved = true;
      for (let row = start; row < end; row++) {
        const at = time[row]!;
        if (at <= last) {
          isAscending = false;
          if (at < last) quality.unsorted++;
        } else last = at;
        order[length++] = row;
      }
    }
    if (isAscending) continue;
    isMoved = true;
    length = begin + sortRows(columns, order.subarray(begin, length), keep, quality);
  }
  starts[present.length] = length;
  if (isMoved) for (const name of MARKET_BAR_COLUMNS) columns[name] = gather(columns[name], order, length);
  return { tickers, starts, ...columns, quality };
}

interface Run {
  readonly start: number;
  readonly end: number;
}

/** The runs of each ticker that hold a row, in the file's order; runs that touch are one. */
function runsByTicker({ tickers, runTickers, runStarts }: TickerRuns, rows: number): Run[][] {
  const runsOf: Run[][] = tickers.map(() => []);
  for (let i = 0; i < runStarts.length; i++) {
    const start = runStarts.at(i);
    const end = i + 1 < runStarts.length ? runStarts.at(i + 1) : rows;
    const mine = runsOf[runTickers.at(i)]!;
    const above = mine.at(-1);
    if (above?.end === start) mine[mine.length - 1] = { start: above.start, end };
    else if (end > start) mine.push({ start, end });
  }
  return runsOf;
}

/** Sorts the rows of one ticker, in place, and leaves one for each time; returns how many are left. */
function sortRows(columns: Columns, rows: Uint32Array, keep: "first" | "last", quality: FlatFileQuality): number {
  const { time } = columns;
  // Row numbers ascend in the file: they make the order stable.
  rows.sort((a, b) => time[a]! - time[b]! || a - b);
  let length = 0;
  for (const row of rows) {
    const above = length === 0 ? -1 : rows[length - 1]!;
    if (above < 0 || time[above] !== time[row]) {
      rows[length++] = row;
      continue;
    }
    quality.duplicates++;
    if (!isSameBar(columns, above, row)) quality.conflictingDuplicates++;
    if (keep === "last") rows[length - 1] = row;
  }
  return length;
}

function isSameBar(columns: Columns, a: number, b: number): boolean {
  return MARKET_BAR_COLUMNS.every((name) => Object.is(columns[name][a], columns[name][b]));
}

function gather(values: Float64Array, order: Uint32Array, length: number): Float64Array {
  const gathered = new Float64Array(length);
  for (let i = 0; i < length; i++) gathered[i] = values[order[i]!]!;
  return gathered;
}
