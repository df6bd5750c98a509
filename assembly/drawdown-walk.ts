import { leastAround, leastOver, lesser, mostAround } from "./block-ranges";
import { Context, f } from "./context";

/** The drawdown of the simulation that is under way, as in drawdown-walk.ts. */
export let peak: f64 = 0;
export let lowest: f64 = 0;
export let deepest: f64 = 0;

@inline
export function setDrawdown(itsPeak: f64, itsLowest: f64, itsDeepest: f64): void {
  peak = itsPeak;
  lowest = itsLowest;
  deepest = itsDeepest;
}

/** Takes in one value of equity. */
@inline
export function see(equity: f64): void {
  if (equity > peak) {
    const depth = (lowest - peak) / peak;
    if (depth < deepest) deepest = depth;
    peak = equity;
    lowest = equity;
  } else lowest = lesser(lowest, equity);
}

@inline
function worstOver(c: Context, isLong: bool, from: i32, to: i32): f64 {
  return isLong ? leastOver(c.close, c.length, from, to) : -leastOver(c.most, c.length, from, to);
}

@inline
function bestAround(c: Context, isLong: bool, from: i32, to: i32): f64 {
  return isLong ? mostAround(c.ranges, c.blocks, from, to) : leastAround(c.ranges, c.blocks, from, to);
}

/** Where some bar may make a new peak. */
function walkPeaks(c: Context, from: i32, to: i32, cash: f64, quantity: f64): void {
  const isLong = quantity > 0;
  for (let i = from; i < to; ) {
    let end = (i & ~63) + 64;
    if (end > to) end = to;
    if (cash + quantity * bestAround(c, isLong, i, end) * c.multiplier > peak) {
      for (; i < end; i++) see(cash + quantity * f(c.close, i) * c.multiplier);
    } else {
      lowest = lesser(lowest, cash + quantity * worstOver(c, isLong, i, end) * c.multiplier);
      i = end;
    }
  }
}

/** The least equity of a stretch in which there is no new peak. */
@inline
export function walkTrough(c: Context, from: i32, to: i32, cash: f64, quantity: f64, isLong: bool): void {
  lowest = lesser(lowest, cash + quantity * worstOver(c, isLong, from, to) * c.multiplier);
}

/** As `walkDrawdown`. @param isLong what the sign of `quantity` says */
@inline
export function walkDrawdown(c: Context, from: i32, to: i32, cash: f64, quantity: f64, isLong: bool): void {
  if (cash + quantity * bestAround(c, isLong, from, to) * c.multiplier > peak) walkPeaks(c, from, to, cash, quantity);
  else walkTrough(c, from, to, cash, quantity, isLong);
}
