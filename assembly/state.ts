import { Context, f, n, setF } from "./context";
import { markSharpe } from "./mark-sharpe";

/** What a simulation has come to at a bar, so that it can go on from there; behind it in the memory: cash and units from each mark on. */
@unmanaged
export class State {
  cash: f64;
  quantity: f64;
  flow: f64;
  stopReference: f64;
  /** Equity at the last close that was counted. */
  before: f64;
  sumOfReturns: f64;
  sumOfSquares: f64;
  equitySum: f64;
  profit: f64;
  loss: f64;
  profitLost: f64;
  lossLost: f64;
  traded: f64;
  commission: f64;
  peak: f64;
  lowest: f64;
  deepest: f64;
  /** What the last stop's or target's own bar returned. */
  stopped: f64;
  next: i32;
  stopBar: i32;
  /** First bar whose close isn't counted. */
  since: i32;
  barsHeld: i32;
  closed: i32;
  wins: i32;
  /** 0 when only the plain engine can settle what happened. */
  isSettled: i32;
  /** First bar in which stop and target haven't been looked for. */
  unchecked: i32;
}

/** Bytes of a state without its marks: 18 numbers and 8 whole numbers. */
export const STATE_BYTES: usize = 176;

/** A state before the first bar. @param firstDecision first bar whose decision counts */
export function begin(c: Context, at: usize, firstDecision: i32): void {
  memory.fill(at, 0, STATE_BYTES);
  // NaN: nothing has changed between the mark before and this one.
  memory.fill(at + STATE_BYTES, 0xff, (<usize>c.markCount + 1) << 4);
  const s = changetype<State>(at);
  s.cash = c.cash;
  s.before = c.cash;
  s.peak = c.cash;
  s.lowest = c.cash;
  s.next = firstDecision > c.start ? firstDecision : c.start;
  s.since = c.start;
  s.stopBar = c.length;
  s.isSettled = 1;
}

/** Notes what cash and units come to in bar `bar`: the last note before a mark is what they are there. */
@inline
export function note(c: Context, at: usize, bar: i32, cash: f64, quantity: f64): void {
  v128.store(
    at + STATE_BYTES + (<usize>n(c.markOf, bar) << 4),
    f64x2.replace_lane(f64x2.splat(cash), 1, quantity),
  );
}

/** Puts equity at each mark in the place of the notes, from the front. */
function settleMarks(c: Context, at: usize): void {
  const notes = at + STATE_BYTES;
  let held = f64x2.splat(0);
  held = f64x2.replace_lane(held, 0, c.cash);
  for (let mark = 0; mark < c.markCount; mark++) {
    const noted = v128.load(notes + (<usize>mark << 4));
    held = v128.bitselect(noted, held, f64x2.eq(noted, noted));
    const cash = f64x2.extract_lane(held, 0);
    const quantity = f64x2.extract_lane(held, 1);
    setF(notes, mark, cash + quantity * f(c.close, n(c.markBars, mark)) * c.multiplier);
  }
}

/**
 * Writes the row of a simulation that has seen all bars.
 *
 * @param out one value for each of `SWEEP_STATISTICS`
 * @returns 0 when only the plain engine can settle what happened
 */
export function finish(c: Context, at: usize, out: usize): i32 {
  const s = changetype<State>(at);
  if (s.isSettled == 0) return 0;
  settleMarks(c, at);
  const startingCash = c.cash;
  const before = s.before;
  const closed = <f64>s.closed;
  const depth = (s.lowest - s.peak) / s.peak;
  const deepest = depth < s.deepest ? depth : s.deepest;
  if (deepest <= -1) return 0;
  const measured = <f64>(c.length - c.start);
  const variance = (s.sumOfSquares - (s.sumOfReturns * s.sumOfReturns) / measured) / (measured - 1);
  const perBar = (s.sumOfReturns / measured - c.ratePerBar) / sqrt<f64>(variance);
  setF(out, 0, before);
  setF(out, 1, (before - startingCash) / startingCash);
  setF(out, 2, markSharpe(c, at + STATE_BYTES));
  setF(out, 3, variance > 0 ? perBar * sqrt<f64>(c.barsPerYear) : NaN);
  setF(out, 4, deepest);
  setF(out, 5, closed);
  setF(out, 6, s.quantity == 0 ? 0 : 1);
  setF(out, 7, <f64>s.wins / closed);
  setF(out, 8, closed == 0 ? NaN : (s.profit + s.profitLost) / abs(s.loss + s.lossLost));
  setF(out, 9, <f64>s.barsHeld / measured);
  setF(out, 10, c.years > 0 ? s.traded / 2 / (s.equitySum / measured) / c.years : NaN);
  setF(out, 11, s.commission);
  return 1;
}
