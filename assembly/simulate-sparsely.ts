import { Context, f, n, setF } from "./context";
import { exitOf } from "./exit-table";
import { around, over } from "./extremes";
import { markSharpe } from "./mark-sharpe";
import { entrySide, nextEntry, nextExit, nextLongEntry, nextLongExit } from "./next-signal";
import { State, STATE_BYTES } from "./state";

let peak: f64 = 0;
let lowest: f64 = 0;
let deepest: f64 = 0;

@inline
function closePeak(): void {
  const depth = (lowest - peak) / peak;
  if (depth < deepest) deepest = depth;
}

@inline
function see(equity: f64): void {
  if (equity > peak) {
    closePeak();
    peak = equity;
    lowest = equity;
  } else if (equity < lowest) lowest = equity;
}

@inline
function worst(c: Context, isLong: bool, from: i32, to: i32): f64 {
  return isLong
    ? over(c.leastBars, c.leastWide, c.length, c.blocks, from, to)
    : -over(c.mostBars, c.mostWide, c.length, c.blocks, from, to);
}

@inline
function best(c: Context, isLong: bool, from: i32, to: i32): f64 {
  return isLong ? -around(c.mostWide, c.blocks, from, to) : around(c.leastWide, c.blocks, from, to);
}

/** As `walkDrawdown` of drawdown-walk.ts, where some bar may make a new peak. */
function walkPeaks(c: Context, from: i32, to: i32, cash: f64, quantity: f64): void {
  const isLong = quantity > 0;
  for (let i = from; i < to; ) {
    let end = (i & ~63) + 64;
    if (end > to) end = to;
    if (cash + quantity * best(c, isLong, i, end) * c.multiplier > peak) {
      for (; i < end; i++) see(cash + quantity * f(c.rows, 4 * i) * c.multiplier);
    } else {
      const low = cash + quantity * worst(c, isLong, i, end) * c.multiplier;
      if (low < lowest) lowest = low;
      i = end;
    }
  }
}

/** Where a state keeps the cash, and the units, at its marks. */
@inline
function markCash(s: usize): usize {
  return s + STATE_BYTES;
}

@inline
function markQuantity(c: Context, s: usize): usize {
  return s + STATE_BYTES + (<usize>c.markCount << 3);
}

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
  const held = markQuantity(c, at);
  for (let k = 0; k < c.markCount; k++) setF(held, k, NaN);
}

/**
 * As the loop of `SparseSimulation.simulate` in simulate-sparsely.ts, statement by statement, over the decisions of the
 * bars before `limit`.
 *
 * @param shortEntries and `shortExits`: 0 where there is no short side
 * @param events instead of masks: crossings that open a long position, and close it, as `crossEvents` lists them
 */
@inline
function proceed(
  c: Context,
  at: usize,
  entries: usize,
  exits: usize,
  shortEntries: usize,
  shortExits: usize,
  events: usize,
  eventCount: i32,
  limit: i32,
): void {
  const s = changetype<State>(at);
  if (s.isSettled == 0) return;
  const length = c.length;
  const last = length - 1;
  const isLongOnly = shortEntries == 0;
  let event = 0;
  const fillsAtClose = c.fillsAtClose != 0;
  const rows = c.rows;
  const references = c.references;
  const multiplier = c.multiplier;
  const fraction = c.fraction;
  const rate = c.commission;
  const stopLoss = c.stopLoss;
  const buys = 1 + c.concession;
  const sells = 1 - c.concession;
  let next = s.next;
  let cash = s.cash;
  let quantity = s.quantity;
  let flow = s.flow;
  let stopBar = s.stopBar;
  let stopReference = s.stopReference;
  let since = s.since;
  let before = s.before;
  let sumOfReturns = s.sumOfReturns;
  let sumOfSquares = s.sumOfSquares;
  let equitySum = s.equitySum;
  let barsHeld = s.barsHeld;
  let closed = s.closed;
  let wins = s.wins;
  let profit = s.profit;
  let profitLost = s.profitLost;
  let loss = s.loss;
  let lossLost = s.lossLost;
  let traded = s.traded;
  let commission = s.commission;
  peak = s.peak;
  lowest = s.lowest;
  deepest = s.deepest;

  for (;;) {
    let bar = length;
    let side = 0;
    let reference: f64 = 0;
    let price: f64 = 0;
    let decision = limit;
    if (events != 0) {
      const wanted = <i32>(quantity == 0);
      for (; event < eventCount; event++) {
        const crossing = n(events, event);
        if (crossing >> 1 < next || (crossing & 1) != wanted) continue;
        decision = crossing >> 1;
        break;
      }
    } else if (isLongOnly) {
      decision = quantity == 0 ? nextLongEntry(entries, exits, next, limit) : nextLongExit(exits, next, limit);
    } else if (quantity == 0) decision = nextEntry(entries, exits, shortEntries, shortExits, next, limit);
    else if (quantity > 0) decision = nextExit(exits, entries, shortEntries, shortExits, next, limit);
    else decision = nextExit(shortExits, shortEntries, entries, exits, next, limit);
    if (quantity != 0 && stopBar <= decision && stopBar < limit) {
      bar = stopBar;
      next = stopBar;
      reference = abs(stopReference);
      price = stopReference < 0 ? reference : reference * (quantity > 0 ? sells : buys);
    } else if (decision >= limit && limit < length) {
      next = limit;
      break;
    } else {
      bar = fillsAtClose ? decision : decision + 1;
      if (bar > last) bar = length;
      else {
        reference = f(references, bar);
        price = reference * (quantity > 0 ? sells : buys);
        if (!fillsAtClose || decision < last) {
          if (!isLongOnly) side = entrySide(entries, exits, shortEntries, shortExits, decision);
          else if (quantity == 0) side = 1;
        }
        if (<f64>side * quantity > 0) side = 0;
        next = fillsAtClose ? decision + 1 : bar;
      }
    }

    if (bar > since) {
      const from = rows + (<usize>since << 5);
      const first = quantity == 0 ? cash : cash + quantity * load<f64>(from) * multiplier;
      const change = first / before - 1;
      sumOfReturns += change;
      sumOfSquares += change * change;
      if (quantity == 0) {
        equitySum += cash * <f64>(bar - since);
        before = first;
        see(first);
      } else {
        const to = rows + (<usize>(bar - 1) << 5);
        barsHeld += bar - since;
        equitySum += cash * <f64>(bar - since) + quantity * multiplier * (load<f64>(to, 8) - load<f64>(from, 8) + load<f64>(from));
        before = cash + quantity * load<f64>(to) * multiplier;
        if (cash == 0) {
          sumOfReturns += load<f64>(to, 16) - load<f64>(from, 16);
          sumOfSquares += load<f64>(to, 24) - load<f64>(from, 24);
        } else {
          let earlier = first;
          for (let at = from + 32; at <= to; at += 32) {
            const now = cash + quantity * load<f64>(at) * multiplier;
            const moved = now / earlier - 1;
            sumOfReturns += moved;
            sumOfSquares += moved * moved;
            earlier = now;
          }
        }
        const isLong = quantity > 0;
        if (cash + quantity * best(c, isLong, since, bar) * multiplier > peak) walkPeaks(c, since, bar, cash, quantity);
        else {
          const low = cash + quantity * worst(c, isLong, since, bar) * multiplier;
          if (low < lowest) lowest = low;
        }
      }
      since = bar;
    }
    if (bar == length) break;

    if (quantity != 0) {
      const notional = abs(quantity) * price * multiplier;
      const fee = rate * notional;
      const received = quantity > 0 ? notional - fee : -(notional + fee);
      cash = quantity > 0 ? cash + (notional - fee) : cash - (notional + fee);
      traded += notional;
      commission += fee;
      quantity = 0;
      closed++;
      const pnl = flow + received;
      // Adding nothing changes no bit of a compensated sum: no branch that can't be foretold.
      wins += <i32>(pnl > 0);
      const won = select<f64>(pnl, 0, pnl > 0);
      const profits = profit + won;
      profitLost += select<f64>(profit - profits + won, won - profits + profit, profit >= won);
      profit = profits;
      const lost = select<f64>(pnl, 0, pnl < 0);
      const losses = loss + lost;
      lossLost += select<f64>(loss - losses + lost, lost - losses + loss, loss <= lost);
      loss = losses;
    }
    if (side != 0) {
      price = reference * (side > 0 ? buys : sells);
      const stop = price * (1 - <f64>side * stopLoss);
      const unit = price * multiplier * (1 + rate);
      const wanted = (fraction * cash) / unit;
      const payable = cash / unit;
      const units = wanted < payable ? wanted : payable;
      if (!(units > 0) || (side > 0 ? price <= stop : price >= stop)) {
        s.isSettled = 0;
        return;
      }
      const notional = units * price * multiplier;
      const fee = rate * notional;
      flow = side > 0 ? -(notional + fee) : notional - fee;
      cash = side > 0 ? cash - (notional + fee) : cash + (notional - fee);
      quantity = <f64>side * units;
      const owed = abs(cash);
      if (owed < 1e-9 * (owed + notional)) cash = 0;
      traded += notional;
      commission += fee;
      const guard = side > 0 ? c.longExits : c.shortExits;
      const stops = side > 0 ? c.longReferences : c.shortReferences;
      stopBar = guard == 0 ? length : exitOf(c, guard, stops, <f64>side, bar, price);
      if (guard != 0) stopReference = f(stops, bar);
    }
    const mark = n(c.markOf, bar);
    setF(markCash(at), mark, cash);
    setF(markQuantity(c, at), mark, quantity);
  }

  s.next = next;
  s.cash = cash;
  s.quantity = quantity;
  s.flow = flow;
  s.stopBar = stopBar;
  s.stopReference = stopReference;
  s.since = since;
  s.before = before;
  s.sumOfReturns = sumOfReturns;
  s.sumOfSquares = sumOfSquares;
  s.equitySum = equitySum;
  s.barsHeld = barsHeld;
  s.closed = closed;
  s.wins = wins;
  s.profit = profit;
  s.profitLost = profitLost;
  s.loss = loss;
  s.lossLost = lossLost;
  s.traded = traded;
  s.commission = commission;
  s.peak = peak;
  s.lowest = lowest;
  s.deepest = deepest;
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
  const equity = markCash(at);
  const held = markQuantity(c, at);
  let heldAtMark: f64 = 0;
  let cashAtMark = startingCash;
  for (let k = 0; k < c.markCount; k++) {
    const noted = f(held, k);
    if (noted == noted) {
      cashAtMark = f(equity, k);
      heldAtMark = noted;
    }
    setF(equity, k, cashAtMark + heldAtMark * f(c.rows, 4 * n(c.markBars, k)) * c.multiplier);
  }
  const measured = <f64>(c.length - c.start);
  const variance = (s.sumOfSquares - (s.sumOfReturns * s.sumOfReturns) / measured) / (measured - 1);
  const perBar = (s.sumOfReturns / measured - c.ratePerBar) / sqrt<f64>(variance);
  setF(out, 0, before);
  setF(out, 1, (before - startingCash) / startingCash);
  setF(out, 2, markSharpe(c, equity));
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

/** All three at once, over masks of all bars. */
export function simulate(
  c: Context,
  at: usize,
  entries: usize,
  exits: usize,
  shortEntries: usize,
  shortExits: usize,
  firstDecision: i32,
  out: usize,
): i32 {
  begin(c, at, firstDecision);
  proceed(c, at, entries, exits, shortEntries, shortExits, 0, 0, c.length);
  return finish(c, at, out);
}

/** Goes on over the decisions before `limit`, which `crossEvents` listed. */
export function proceedOver(c: Context, at: usize, events: usize, eventCount: i32, limit: i32): void {
  proceed(c, at, 0, 0, 0, 0, events, eventCount, limit);
}
