import { leastAround, mostAround, touches } from "./block-ranges";
import { Context, f, n, setF } from "./context";

/** As `exitOf` of exit-table.ts: the bar that ends a position entered in bar `entry` at `price`. */
export function exitOf(c: Context, exits: usize, references: usize, side: f64, entry: i32, price: f64): i32 {
  const known = n(exits, entry);
  if (known >= 0) return known;
  const stop = price * (1 - side * c.stopLoss);
  const target = price * (1 + side * c.takeProfit);
  const bar = find(c, entry + c.fillsAtClose, side > 0 ? stop : target, side > 0 ? target : stop);
  store<i32>(exits + (<usize>entry << 2), bar);
  if (bar == c.length) return bar;
  const open = f(c.open, bar);
  const isStopped = side > 0 ? f(c.low, bar) <= stop : f(c.high, bar) >= stop;
  if (side > 0 ? open <= stop : open >= stop) setF(references, entry, open);
  else if (side > 0 ? open >= target : open <= target) setF(references, entry, -open);
  else setF(references, entry, isStopped ? stop : -target);
  return bar;
}

/** As `exitBefore`, of long positions. @returns an exit before bar `to`, or any later bar */
@inline
export function longExitBefore(c: Context, from: i32, to: i32, entry: i32, price: f64): i32 {
  const isNear =
    leastAround(c.priceRanges, c.blocks, from, to) <= price * (1 - c.stopLoss) ||
    mostAround(c.priceRanges, c.blocks, from, to) >= price * (1 + c.takeProfit);
  return isNear ? exitOf(c, c.longExits, c.longReferences, 1, entry, price) : c.length;
}

function find(c: Context, from: i32, lower: f64, upper: f64): i32 {
  const blocks = c.blocks;
  const pairs = c.priceRanges;
  const first = from >> 6;
  if (first >= blocks) return c.length;
  const near = findIn(c, from, first, lower, upper);
  if (near >= 0) return near;
  let block = first + 1;
  let level = 0;
  while (block + (1 << level) <= blocks && !touches(pairs, blocks, block, level, lower, upper)) {
    block += 1 << level;
    level++;
  }
  while (--level >= 0) {
    if (block + (1 << level) <= blocks && !touches(pairs, blocks, block, level, lower, upper)) block += 1 << level;
  }
  return block < blocks ? findIn(c, block << 6, block, lower, upper) : c.length;
}

/** −1 where no bar of the block from `from` on does. */
function findIn(c: Context, from: i32, block: i32, lower: f64, upper: f64): i32 {
  const end = min<i32>(c.length, (block + 1) << 6);
  for (let i = from; i < end; i++) if (f(c.low, i) <= lower || f(c.high, i) >= upper) return i;
  return -1;
}
