import { RETURNS, ROW, SUM } from "./close-table.ts";
import { see, walkDrawdown } from "./drawdown-walk.ts";
import { entrySide, nextEntry, nextExit } from "./next-signal.ts";
import { markUntil, type SparseAccount } from "./sparse-account.ts";

/** Below this share of what is held, cash after a fill counts as nothing: as in the ledger. */
const CASH_DUST = 1e-9;

/**
 * Goes from fill to fill, on both sides and for any share of equity.
 *
 * @param from first bar whose decision counts
 * @returns false when only the plain engine can settle what happened
 */
export function walkFills(
  account: SparseAccount,
  entries: Uint32Array,
  exits: Uint32Array,
  shortEntries: Uint32Array,
  shortExits: Uint32Array,
  from: number,
): boolean {
  const { bars, settings, table, longGuard, shortGuard, limits, drawdown, totals } = account;
  const { length, open, close } = bars;
  const { fillsAtClose, start, stopLoss, trailingStop, multiplier, fraction, concession, commission: rate } = settings;
  const { rows } = table;
  const last = length - 1;
  const references = fillsAtClose ? close : open;
  const buys = 1 + concession;
  const sells = 1 - concession;
  let next = from;
  let cash = settings.cash;
  let quantity = 0;
  let flow = 0;
  let stopBar = length;
  let stopReference = 0;
  // First bar whose close isn't counted yet, and equity at the close before it.
  let since = start;
  let before = cash;
  let sumOfReturns = 0;
  let sumOfSquares = 0;
  let equitySum = 0;
  let barsHeld = 0;
  let closed = 0;
  let wins = 0;
  let profit = 0;
  let profitLost = 0;
  let loss = 0;
  let lossLost = 0;
  let traded = 0;
  let commission = 0;
  let mark = 0;

  for (;;) {
    // What happens next, and in which bar.
    let bar: number;
    let side = 0;
    let reference = 0;
    let price = 0;
    let decision: number;
    if (quantity === 0) decision = nextEntry(entries, exits, shortEntries, shortExits, next, length);
    else if (quantity > 0) decision = nextExit(exits, entries, shortEntries, shortExits, next, length);
    else decision = nextExit(shortExits, shortEntries, entries, exits, next, length);
    if (quantity !== 0 && stopBar <= decision && stopBar < length) {
      bar = next = stopBar;
      reference = stopReference < 0 ? -stopReference : stopReference;
      price = stopReference < 0 ? reference : reference * (quantity > 0 ? sells : buys);
    } else {
      bar = fillsAtClose ? decision : decision + 1;
      if (bar > last) bar = length;
      else {
        reference = references[bar]!;
        price = reference * (quantity > 0 ? sells : buys);
        if (!fillsAtClose || decision < last) side = entrySide(entries, exits, shortEntries, shortExits, decision);
        if (side * quantity > 0) side = 0;
        next = fillsAtClose ? decision + 1 : bar;
      }
    }

    if (limits !== null && bar > since) {
      const broken = limits.markStretch(since, bar, cash, quantity);
      // Everything leaves at the next open, before whatever else that bar brings.
      const leavesAt = broken < 0 ? length : broken + 1;
      if (leavesAt < bar || (leavesAt === bar && bar < length && (fillsAtClose || bar === stopBar))) {
        bar = next = leavesAt;
        side = 0;
        reference = open[bar]!;
        price = reference * (quantity > 0 ? sells : buys);
      }
    }

    // The closes until then, through which cash and units were what they are.
    mark = markUntil(account, mark, bar, cash, quantity);
    if (bar > since) {
      const first = quantity === 0 ? cash : cash + quantity * close[since]! * multiplier;
      const change = first / before - 1;
      sumOfReturns += change;
      sumOfSquares += change * change;
      if (quantity === 0) {
        equitySum += cash * (bar - since);
        before = first;
        see(drawdown, first);
      } else {
        barsHeld += bar - since;
        equitySum += cash * (bar - since) + quantity * multiplier * (rows[ROW * bar + SUM]! - rows[ROW * since + SUM]!);
        before = cash + quantity * close[bar - 1]! * multiplier;
        if (cash === 0) {
          const [begins, ends] = [ROW * since + RETURNS, ROW * (bar - 1) + RETURNS];
          sumOfReturns += rows[ends]! - rows[begins]!;
          sumOfSquares += rows[ends + 1]! - rows[begins + 1]!;
        } else {
          let earlier = first;
          for (let i = since + 1; i < bar; i++) {
            const now = cash + quantity * close[i]! * multiplier;
            const moved = now / earlier - 1;
            sumOfReturns += moved;
            sumOfSquares += moved * moved;
            earlier = now;
          }
        }
        walkDrawdown(drawdown, table, close, since, bar, cash, quantity, multiplier);
      }
      since = bar;
    }
    if (bar === length) break;

    if (quantity !== 0) {
      const units = quantity < 0 ? -quantity : quantity;
      const notional = units * price * multiplier;
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
    if (side !== 0 && (limits === null || limits.allows(bar, cash))) {
      price = reference * (side > 0 ? buys : sells);
      const stop = price * (1 - side * stopLoss);
      const trail = price * (1 - side * trailingStop);
      const unit = price * multiplier * (1 + rate);
      const units = Math.min((fraction * cash) / unit, cash / unit);
      if (!(units > 0) || (side > 0 ? price <= stop || price <= trail : price >= stop || price >= trail)) return false;
      const notional = units * price * multiplier;
      const fee = rate * notional;
      flow = side > 0 ? -(notional + fee) : notional - fee;
      cash = side > 0 ? cash - (notional + fee) : cash + (notional - fee);
      quantity = side * units;
      const owed = cash < 0 ? -cash : cash;
      if (owed < CASH_DUST * (owed + notional)) cash = 0;
      traded += notional;
      commission += fee;
      const guard = side > 0 ? longGuard : shortGuard;
      stopBar = guard === null ? length : guard.exitOf(bar, price);
      if (guard !== null) stopReference = guard.references[bar]!;
    }
  }

  totals.equity = before;
  totals.open = quantity !== 0 ? 1 : 0;
  totals.sumOfReturns = sumOfReturns;
  totals.sumOfSquares = sumOfSquares;
  totals.equitySum = equitySum;
  totals.barsHeld = barsHeld;
  totals.closed = closed;
  totals.wins = wins;
  totals.profit = profit + profitLost;
  totals.loss = loss + lossLost;
  totals.traded = traded;
  totals.commission = commission;
  return true;
}
