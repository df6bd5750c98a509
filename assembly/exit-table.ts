import { leastAround, mostAround, touches } from "./block-ranges";
import { Context, f, n, setF } from "./context";

/** As `exitOf` of exit-table.ts: the bar that ends a position entered in bar `entry` at `price`. */
export function exitOf(c: Context, exits: usize, references: usize, side: f64, entry: i32, price: f64): i32 {
  const known = n(exits, entry);
  if (known >= 0) return known;
  const fixed = price * (1 - side * c.stopLoss);
  const target = price * (1 + side * c.takeProfit);
  const from = entry + c.fillsAtClose;
  let bar: i32;
  let stop = fixed;
  if (isNaN(c.trailingStop)) bar = find(c, from, side > 0 ? stop : target, side > 0 ? target : stop);
  else {
    bar = findTrailed(c, side, from, price, fixed, target);
    stop = trailed;
  }
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
  let stop = price * (1 - c.stopLoss);
  if (!isNaN(c.trailingStop)) {
    const most = mostAround(c.priceRanges, c.blocks, entry, to);
    stop = nearer(c, 1, stop, most > price ? most : price);
  }
  const isNear =
    leastAround(c.priceRanges, c.blocks, from, to) <= stop ||
    mostAround(c.priceRanges, c.blocks, from, to) >= price * (1 + c.takeProfit);
  return isNear ? exitOf(c, c.longExits, c.longReferences, 1, entry, price) : c.length;
}

/** The nearer one of a fixed stop, which may be NaN, and of that behind a best price. */
@inline
function nearer(c: Context, side: f64, stop: f64, best: f64): f64 {
  const trailing = best * (1 - side * c.trailingStop);
  if (isNaN(stop)) return trailing;
  return side > 0 ? max<f64>(stop, trailing) : min<f64>(stop, trailing);
}

/** The stop in force, and the best price, where `findTrailed` is. */
let trailed: f64 = 0;
let best: f64 = 0;

@inline
function isReached(side: f64, least: f64, most: f64, stop: f64, target: f64): bool {
  return least <= (side > 0 ? stop : target) || most >= (side > 0 ? target : stop);
}

@inline
function better(side: f64, least: f64, most: f64): f64 {
  return side > 0 ? max<f64>(best, most) : min<f64>(best, least);
}

/** Passes blocks in which even the stop that their best price sets isn't reached. */
function passes(c: Context, side: f64, block: i32, level: i32, fixed: f64, target: f64): bool {
  if (block + (1 << level) > c.blocks) return false;
  const at = c.priceRanges + ((<usize>level * <usize>c.blocks + <usize>block) << 4);
  const then = better(side, load<f64>(at), load<f64>(at, 8));
  if (isReached(side, load<f64>(at), load<f64>(at, 8), nearer(c, side, fixed, then), target)) return false;
  best = then;
  return true;
}

/** As `findTrailed` of exit-table.ts. */
function findTrailed(c: Context, side: f64, from: i32, price: f64, fixed: f64, target: f64): i32 {
  best = price;
  for (let i = from; i < c.length; ) {
    const end = min<i32>(c.length, ((i >> 6) + 1) << 6);
    for (; i < end; i++) {
      trailed = nearer(c, side, fixed, best);
      if (isReached(side, f(c.low, i), f(c.high, i), trailed, target)) return i;
      best = better(side, f(c.low, i), f(c.high, i));
    }
    if (i == c.length) break;
    let block = i >> 6;
    let level = 0;
    while (passes(c, side, block, level, fixed, target)) {
      block += 1 << level;
      level++;
    }
    while (--level >= 0) if (passes(c, side, block, level, fixed, target)) block += 1 << level;
    i = block << 6;
  }
  return c.length;
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
