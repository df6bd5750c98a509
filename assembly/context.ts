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
  /** Four numbers a bar, as in close-table.ts. */
  rows: usize;
  references: usize;
  /** Levels of least closes, and of least closes with the sign turned: over bars, over blocks. */
  leastBars: usize;
  leastWide: usize;
  mostBars: usize;
  mostWide: usize;
  markOf: usize;
  markBars: usize;
  scratch: usize;
  /** Exit bars and references by entry bar; 0 without stop and target. */
  longExits: usize;
  longReferences: usize;
  shortExits: usize;
  shortReferences: usize;
  open: usize;
  high: usize;
  low: usize;
  /** Extremes of blocks of 32 bars, then of 512. */
  lows: usize;
  highs: usize;
  cash: f64;
  multiplier: f64;
  fraction: f64;
  concession: f64;
  commission: f64;
  stopLoss: f64;
  takeProfit: f64;
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
