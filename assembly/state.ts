import { Context, f, n, setF } from "./context";
import { markSharpe } from "./mark-sharpe";

/** What a simulation has come to at a bar, so that it can go on from there; behind it in the memory: equity at each mark. */
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
  /** First mark without equity. */
  mark: i32;
  unused: i32;
}

/** Bytes of a state without its marks: 18 numbers and 10 whole numbers. */
export const STATE_BYTES: usize = 192;

/** A state before the first bar. @param firstDecision first bar whose decision counts */
export function begin(c: Context, at: usize, firstDecision: i32): void {
  memory.fill(at, 0, STATE_BYTES);
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

/** Notes equity at the marks before bar `bar`, to which cash and units stay what they are. @returns the first mark that isn't */
@inline
export function markUntil(c: Context, at: usize, mark: i32, bar: i32, cash: f64, quantity: f64): i32 {
  while (mark < c.markCount) {
    const closing = n(c.markBars, mark);
    if (closing >= bar) break;
    setF(at + STATE_BYTES, mark, cash + quantity * f(c.close, closing) * c.multiplier);
    mark++;
  }
  return mark;
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
