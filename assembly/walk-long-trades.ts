import { mostAround } from "./block-ranges";
import { Context, ENTRY, EXIT, f, n, RETURNS, rowOf, SUM } from "./context";
import { deepest, lowest, peak, see, setDrawdown, walkDrawdown, walkTrough } from "./drawdown-walk";
import { longExitBefore } from "./exit-table";
import { nextLongEntry, nextLongExit } from "./next-signal";
import { note, State } from "./state";

const LEAST_NOTIONAL: f64 = 1e-280;

/**
 * As `walkLongTrades` of walk-long-trades.ts, statement by statement, over the decisions of the bars before `limit`.
 *
 * @param from no decision that is still to be made lies before it
 * @param at a state before bar `limit`, which may hold a position
 * @param events instead of masks: bars of crossings, that back after each one
 * @param isAbove 1 when the first of them is a crossing back
 * @param isGuarded whether there is a stop or a target; a constant, so that each kind is compiled by itself
 */
@inline
function walk(
  c: Context,
  at: usize,
  entries: usize,
  exits: usize,
  events: usize,
  eventCount: i32,
  isAbove: i32,
  from: i32,
  limit: i32,
  isGuarded: bool,
): void {
  const s = changetype<State>(at);
  if (s.isSettled == 0) return;
  const length = c.length;
  const last = length - 1;
  const delay = 1 - c.fillsAtClose;
  const multiplier = c.multiplier;
  const rate = c.commission;
  const buys = 1 + c.concession;
  const sells = 1 - c.concession;
  let next = s.next;
  let cash = s.cash;
  let quantity = s.quantity;
  let spent = s.flow;
  let since = s.since;
  let sums = v128.load(at + offsetof<State>("sumOfReturns"));
  let equitySum = s.equitySum;
  let barsHeld = s.barsHeld;
  let closed = s.closed;
  let wins = s.wins;
  let totals = v128.load(at + offsetof<State>("profit"));
  let totalsLost = v128.load(at + offsetof<State>("profitLost"));
  let traded = s.traded;
  let commission = s.commission;
  let stopped = s.stopped;
  let paid: f64 = quantity == 0 ? 0 : load<f64>(rowOf(c, since)) * buys;
  let unchecked = s.unchecked;
  setDrawdown(s.peak, s.lowest, s.deepest);
  const most = mostAround(c.ranges, c.blocks, from, limit);
  // Where the crossings are that the next decision is made at.
  let event = quantity == 0 ? isAbove : 0;
  if (events != 0 && quantity == 0) while (event < eventCount && n(events, event) < next) event += 2;

  for (;;) {
    if (quantity == 0) {
      let decision: i32;
      if (events == 0) {
        decision = nextLongEntry(entries, exits, next, limit);
        if (decision >= limit) break;
      } else {
        if (event >= eventCount) break;
        decision = n(events, event++);
      }
      if (decision >= last) break;
      const entry = decision + delay;
      const into = rowOf(c, entry);
      paid = load<f64>(into) * buys;
      quantity = cash / (paid * multiplier * (1 + rate));
      const notional = quantity * paid * multiplier;
      const fee = rate * notional;
      const isStopped = isGuarded && (paid <= paid * (1 - c.stopLoss) || paid <= paid * (1 - c.trailingStop));
      if (!(notional > LEAST_NOTIONAL) || isStopped) {
        s.isSettled = 0;
        return;
      }
      note(c, at, entry, 0, quantity);
      spent = notional + fee;
      traded += notional;
      commission += fee;
      sums = f64x2.sub(sums, v128.load(into, ENTRY));
      if (entry > since) {
        equitySum += cash * <f64>(entry - since);
        see(cash);
      } else if (closed > 0) {
        const change = f(c.close, entry) / (paid * (1 + rate)) - 1;
        const both = stopped + change + stopped * change;
        const more = f64x2.splat(stopped * change);
        sums = f64x2.add(sums, f64x2.replace_lane(more, 1, both * both - stopped * stopped - change * change));
      }
      since = entry;
      unchecked = entry;
      next = decision + 1;
    }

    let sale = limit;
    if (events == 0) sale = nextLongExit(exits, next, limit);
    else if (event < eventCount) sale = n(events, event);
    let exit = sale + delay;
    let price: f64 = 0;
    let stop = length;
    if (isGuarded) {
      const to = min<i32>(sale + 1, limit);
      if (to > unchecked) stop = longExitBefore(c, unchecked, to, since, paid);
      unchecked = to;
    }
    event++;
    if (stop <= sale && stop < limit) {
      const reference = f(c.longReferences, since);
      exit = stop;
      next = stop;
      price = reference < 0 ? -reference : reference * sells;
      let change: v128;
      if (exit > since) {
        stopped = (price * (1 - rate)) / f(c.close, exit - 1) - 1;
        change = f64x2.add(v128.load(rowOf(c, exit - 1), RETURNS), f64x2.replace_lane(f64x2.splat(stopped), 1, stopped * stopped));
      } else {
        const whole = (price * (1 - rate)) / (paid * (1 + rate)) - 1;
        change = f64x2.add(v128.load(rowOf(c, exit), ENTRY), f64x2.replace_lane(f64x2.splat(whole), 1, whole * whole));
      }
      sums = f64x2.add(sums, change);
    } else if (sale >= limit || exit > last) break;
    else {
      const out = rowOf(c, exit);
      price = load<f64>(out) * sells;
      sums = f64x2.add(sums, v128.load(out, EXIT));
      next = sale + 1;
    }
    if (exit > since) {
      barsHeld += exit - since;
      equitySum += quantity * multiplier * (load<f64>(rowOf(c, exit), SUM) - load<f64>(rowOf(c, since), SUM));
      // Mostly no bar of the tile can make a new peak, and nobody need look at the trade's own.
      if (since >= from && quantity * most * multiplier <= peak) walkTrough(c, since, exit, 0, quantity, true);
      else walkDrawdown(c, since, exit, 0, quantity, true);
    }
    const notional = quantity * price * multiplier;
    const fee = rate * notional;
    cash = notional - fee;
    note(c, at, exit, cash, 0);
    traded += notional;
    commission += fee;
    quantity = 0;
    closed++;
    const pnl = cash - spent;
    wins += <i32>(pnl > 0);
    const zero = f64x2.splat(0);
    const both = f64x2.splat(pnl);
    const added = v128.shuffle<f64>(f64x2.pmax(zero, both), f64x2.pmin(zero, both), 0, 3);
    const sum = f64x2.add(totals, added);
    const kept = f64x2.sub(sum, totals);
    totalsLost = f64x2.add(
      totalsLost,
      f64x2.add(f64x2.sub(totals, f64x2.sub(sum, kept)), f64x2.sub(added, kept)),
    );
    totals = sum;
    since = exit;
  }

  s.next = events == 0 ? max<i32>(next, limit) : next;
  s.cash = cash;
  s.quantity = quantity;
  s.flow = spent;
  s.since = since;
  v128.store(at + offsetof<State>("sumOfReturns"), sums);
  s.equitySum = equitySum;
  s.barsHeld = barsHeld;
  s.closed = closed;
  s.wins = wins;
  v128.store(at + offsetof<State>("profit"), totals);
  v128.store(at + offsetof<State>("profitLost"), totalsLost);
  s.traded = traded;
  s.commission = commission;
  s.stopped = stopped;
  s.unchecked = unchecked;
  s.peak = peak;
  s.lowest = lowest;
  s.deepest = deepest;
}

/** Takes in the bars behind the last fill. */
export function endLongTrades(c: Context, at: usize): void {
  const s = changetype<State>(at);
  if (s.isSettled == 0) return;
  const length = c.length;
  const since = s.since;
  const cash = s.cash;
  const quantity = s.quantity;
  setDrawdown(s.peak, s.lowest, s.deepest);
  if (quantity != 0) {
    const last = rowOf(c, length);
    s.barsHeld += length - since;
    s.equitySum += quantity * c.multiplier * (load<f64>(last, SUM) - load<f64>(rowOf(c, since), SUM));
    s.sumOfReturns += load<f64>(last, EXIT);
    s.sumOfSquares += load<f64>(last, EXIT + 8);
    walkDrawdown(c, since, length, 0, quantity, true);
    s.before = quantity * f(c.close, length - 1) * c.multiplier;
  } else {
    if (length > since) {
      s.equitySum += cash * <f64>(length - since);
      see(cash);
    }
    s.before = cash;
  }
  s.peak = peak;
  s.lowest = lowest;
  s.deepest = deepest;
}

/** Over the bars of masks from `from` to before `limit`: multiples of 64, or the last bar's. */
export function walkMasks(c: Context, at: usize, entries: usize, exits: usize, from: i32, limit: i32): void {
  if (c.longExits == 0) walk(c, at, entries, exits, 0, 0, 0, from, limit, false);
  else walk(c, at, entries, exits, 0, 0, 0, from, limit, true);
}

/** Over masks of all bars. */
export function walkLongTrades(c: Context, at: usize, entries: usize, exits: usize): void {
  walkMasks(c, at, entries, exits, 0, c.length);
  endLongTrades(c, at);
}

/** Over the crossings of the bars from `from` to before `limit`. */
export function walkCrossings(
  c: Context,
  at: usize,
  events: usize,
  eventCount: i32,
  isAbove: i32,
  from: i32,
  limit: i32,
): void {
  if (c.longExits == 0) walk(c, at, 0, 0, events, eventCount, isAbove, from, limit, false);
  else walk(c, at, 0, 0, events, eventCount, isAbove, from, limit, true);
}
