/**
 * What a simulation reads besides masks, in the order of `CONTEXT_FIELDS` of src/engine/vector/fast/wasm-context.ts.
 * Pointers are byte offsets in the memory; each column is as long as the bars unless said otherwise.
 */
@unmanaged
export class Context {
  length: i32;
  start: i32;
  fillsAtClose: i32;
  markCount: i32;
  /** Blocks of 64 bars. */
  blocks: i32;
  /** Eight numbers a bar, as in close-table.ts. */
  rows: usize;
  /** Closes, and behind them the least of 4, 16 and 64 of them from each bar on. */
  close: usize;
  /** Extremes of blocks of closes, then of lows and highs: two numbers a block, level after level. */
  ranges: usize;
  priceRanges: usize;
  /** The same of closes with the sign turned; 0 without a short side. */
  most: usize;
  markBars: usize;
  /** By bar: how many marks lie before it. */
  markOf: usize;
  scratch: usize;
  /** Exit bars and references by entry bar; 0 without stop and target. */
  longExits: usize;
  longReferences: usize;
  shortExits: usize;
  shortReferences: usize;
  open: usize;
  high: usize;
  low: usize;
  cash: f64;
  multiplier: f64;
  fraction: f64;
  concession: f64;
  commission: f64;
  stopLoss: f64;
  takeProfit: f64;
  trailingStop: f64;
  ratePerPeriod: f64;
  periodsPerYear: f64;
  ratePerBar: f64;
  barsPerYear: f64;
  years: f64;
}

@inline
export function f(base: usize, i: i32): f64 {
  return load<f64>(base + (<usize>i << 3));
}

@inline
export function setF(base: usize, i: i32, value: f64): void {
  store<f64>(base + (<usize>i << 3), value);
}

@inline
export function n(base: usize, i: i32): i32 {
  return load<i32>(base + (<usize>i << 2));
}

/** Bytes of a row, and where in it its numbers are, as in close-table.ts. */
export const ROW_SHIFT: usize = 6;
export const SUM: usize = 8;
export const ENTRY: usize = 16;
export const EXIT: usize = 32;
export const RETURNS: usize = 48;

@inline
export function rowOf(c: Context, i: i32): usize {
  return c.rows + (<usize>i << ROW_SHIFT);
}
