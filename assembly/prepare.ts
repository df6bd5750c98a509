import { Context, ENTRY, EXIT, f, n, RETURNS, rowOf, setF, SUM } from "./context";

/** As `createCloseTable` of close-table.ts, in room that the context names. */
export function prepare(c: Context): void {
  writeRows(c);
  writeMarksOf(c);
  writeRanges(c.close, c.close, c.length, c.blocks, c.ranges);
  if (c.priceRanges != 0) writeRanges(c.low, c.high, c.length, c.blocks, c.priceRanges);
  writeLevels(c.close, c.length);
  if (c.most != 0) {
    for (let i = 0; i < c.length; i++) setF(c.most, i, -f(c.close, i));
    writeLevels(c.most, c.length);
  }
}

function writeRows(c: Context): void {
  const length = c.length;
  const paid = (1 + c.concession) * (1 + c.commission);
  const received = (1 - c.concession) * (1 - c.commission);
  const references = c.fillsAtClose != 0 ? c.close : c.open;
  let sum: f64 = 0;
  let returns: f64 = 0;
  let squares: f64 = 0;
  let before: f64 = NaN;
  for (let i = 0; i < length; i++) {
    const row = rowOf(c, i);
    const price = f(c.close, i);
    const reference = f(references, i);
    const out = i == 0 ? 0 : (reference * received) / before - 1;
    store<f64>(row, returns + out, EXIT);
    store<f64>(row, squares + out * out, EXIT + 8);
    const change = i == 0 ? 0 : price / before - 1;
    returns += change;
    squares += change * change;
    const into = price / (reference * paid) - 1;
    store<f64>(row, reference);
    store<f64>(row, sum, SUM);
    store<f64>(row, returns - into, ENTRY);
    store<f64>(row, squares - into * into, ENTRY + 8);
    store<f64>(row, returns, RETURNS);
    store<f64>(row, squares, RETURNS + 8);
    sum += price;
    before = price;
  }
  const end = rowOf(c, length);
  store<f64>(end, sum, SUM);
  store<f64>(end, returns, EXIT);
  store<f64>(end, squares, EXIT + 8);
}

function writeMarksOf(c: Context): void {
  let mark = 0;
  for (let i = 0; i < c.length; i++) {
    store<i32>(c.markOf + (<usize>i << 2), mark);
    if (mark < c.markCount && n(c.markBars, mark) == i) mark++;
  }
}

/** As `BlockRanges`. */
function writeRanges(lows: usize, highs: usize, length: i32, blocks: i32, pairs: usize): void {
  for (let block = 0; block < blocks; block++) {
    const end = min<i32>(length, (block + 1) << 6);
    let least = f(lows, block << 6);
    let most = f(highs, block << 6);
    for (let i = (block << 6) + 1; i < end; i++) {
      const low = f(lows, i);
      const high = f(highs, i);
      least = low < least ? low : least;
      most = high > most ? high : most;
    }
    setF(pairs, 2 * block, least);
    setF(pairs, 2 * block + 1, most);
  }
  const levels = 32 - clz(blocks);
  for (let level = 1; level < levels; level++) {
    const half = 1 << (level - 1);
    const row = pairs + ((<usize>level * <usize>blocks) << 4);
    const below = row - (<usize>blocks << 4);
    for (let block = 0; block + 2 * half <= blocks; block++) {
      const a = below + (<usize>block << 4);
      const b = a + (<usize>half << 4);
      const at = row + (<usize>block << 4);
      store<f64>(at, load<f64>(a) < load<f64>(b) ? load<f64>(a) : load<f64>(b));
      store<f64>(at, load<f64>(a, 8) > load<f64>(b, 8) ? load<f64>(a, 8) : load<f64>(b, 8), 8);
    }
  }
}

/** As `ExtremeTable`: three levels behind a column. */
function writeLevels(column: usize, length: i32): void {
  for (let level = 1; level <= 3; level++) {
    const row = column + ((<usize>level * <usize>length) << 3);
    const below = row - (<usize>length << 3);
    const step = <usize>1 << (2 * level + 1);
    // The last look may go behind the row below; nobody asks for what comes of it.
    const count = length - (1 << (2 * level)) + 1;
    for (let i = 0; i < count; i += 2) {
      const a = below + (<usize>i << 3);
      const first = f64x2.pmin(v128.load(a), v128.load(a + step));
      const second = f64x2.pmin(v128.load(a + 2 * step), v128.load(a + 3 * step));
      v128.store(row + (<usize>i << 3), f64x2.pmin(first, second));
    }
  }
}
