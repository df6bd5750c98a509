import { Context, f, RETURNS, rowOf, SUM } from "./context";
import { deepest, lowest, peak, see, setDrawdown, walkDrawdown } from "./drawdown-walk";
import { exitOf } from "./exit-table";
import { entrySide, nextEntry, nextExit } from "./next-signal";
import { note, State } from "./state";

/**
 * As `walkFills` of walk-fills.ts, statement by statement.
 *
 * @param at a state before the first bar
 */
export function walkFills(
  c: Context,
  at: usize,
  entries: usize,
  exits: usize,
  shortEntries: usize,
  shortExits: usize,
): void {
  const s = changetype<State>(at);
  const length = c.length;
  const last = length - 1;
  const fillsAtClose = c.fillsAtClose != 0;
  const close = c.close;
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
  setDrawdown(s.peak, s.lowest, s.deepest);

  for (;;) {
    let bar = length;
    let side = 0;
    let reference: f64 = 0;
    let price: f64 = 0;
    let decision: i32;
    if (quantity == 0) decision = nextEntry(entries, exits, shortEntries, shortExits, next, length);
    else if (quantity > 0) decision = nextExit(exits, entries, shortEntries, shortExits, next, length);
    else decision = nextExit(shortExits, shortEntries, entries, exits, next, length);
    if (quantity != 0 && stopBar <= decision && stopBar < length) {
      bar = stopBar;
      next = stopBar;
      reference = abs(stopReference);
      price = stopReference < 0 ? reference : reference * (quantity > 0 ? sells : buys);
    } else {
      bar = fillsAtClose ? decision : decision + 1;
      if (bar > last) bar = length;
      else {
        reference = load<f64>(rowOf(c, bar));
        price = reference * (quantity > 0 ? sells : buys);
        if (!fillsAtClose || decision < last) side = entrySide(entries, exits, shortEntries, shortExits, decision);
        if (<f64>side * quantity > 0) side = 0;
        next = fillsAtClose ? decision + 1 : bar;
      }
    }

    if (bar > since) {
      const first = quantity == 0 ? cash : cash + quantity * f(close, since) * multiplier;
      const change = first / before - 1;
      sumOfReturns += change;
      sumOfSquares += change * change;
      if (quantity == 0) {
        equitySum += cash * <f64>(bar - since);
        before = first;
        see(first);
      } else {
        const from = rowOf(c, since);
        const closes = load<f64>(rowOf(c, bar), SUM) - load<f64>(from, SUM);
        barsHeld += bar - since;
        equitySum += cash * <f64>(bar - since) + quantity * multiplier * closes;
        before = cash + quantity * f(close, bar - 1) * multiplier;
        if (cash == 0) {
          const to = rowOf(c, bar - 1);
          sumOfReturns += load<f64>(to, RETURNS) - load<f64>(from, RETURNS);
          sumOfSquares += load<f64>(to, RETURNS + 8) - load<f64>(from, RETURNS + 8);
        } else {
          let earlier = first;
          for (let i = since + 1; i < bar; i++) {
            const now = cash + quantity * f(close, i) * multiplier;
            const moved = now / earlier - 1;
            sumOfReturns += moved;
            sumOfSquares += moved * moved;
            earlier = now;
          }
        }
        walkDrawdown(c, since, bar, cash, quantity, quantity > 0);
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
      if (pnl > 0) {
        wins++;
        const total = profit + pnl;
        profitLost += profit >= pnl ? profit - total + pnl : pnl - total + profit;
        profit = total;
      } else if (pnl < 0) {
        const total = loss + pnl;
        lossLost += loss <= pnl ? loss - total + pnl : pnl - total + loss;
        loss = total;
      }
    }
    if (side != 0) {
      price = reference * (side > 0 ? buys : sells);
      const stop = price * (1 - <f64>side * stopLoss);
      const trail = price * (1 - <f64>side * c.trailingStop);
      const unit = price * multiplier * (1 + rate);
      const wanted = (fraction * cash) / unit;
      const payable = cash / unit;
      const units = wanted < payable ? wanted : payable;
      if (!(units > 0) || (side > 0 ? price <= stop || price <= trail : price >= stop || price >= trail)) {
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
    note(c, at, bar, cash, quantity);
  }

  s.quantity = quantity;
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
