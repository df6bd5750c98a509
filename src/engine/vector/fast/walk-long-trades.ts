import { ENTRY, EXIT, RETURNS, ROW, SUM } from "./close-table.ts";
import type { CrossingList } from "./crossing-list.ts";
import { see, walkDrawdown } from "./drawdown-walk.ts";
import { nextLongEntry, nextLongExit } from "./next-signal.ts";
import { markUntil, type SparseAccount } from "./sparse-account.ts";

/** Below this an order is so small that rounding may leave more cash than dust. */
const LEAST_NOTIONAL = 1e-280;

/**
 * Goes from trade to trade where each buys for all cash and sells all: between two fills equity is a number of units
 * times the close, so its returns are those of the closes, and an entry's and an exit's depend on their bars alone.
 *
 * @param from first bar whose decision counts
 * @param crossings what opens and closes positions, instead of masks
 * @returns false when only the plain engine can settle what happened
 */
export function walkLongTrades(
  account: SparseAccount,
  entries: Uint32Array,
  exits: Uint32Array,
  from: number,
  crossings: CrossingList | null = null,
): boolean {
  const { bars, settings, table, longGuard: guard, drawdown, totals } = account;
  const { length, close } = bars;
  const { fillsAtClose, start, stopLoss, trailingStop, multiplier, concession, commission: rate } = settings;
  const { rows, ranges } = table;
  const least = table.least!;
  const marks = account.marks.bars;
  const last = length - 1;
  const buys = 1 + concession;
  const sells = 1 - concession;
  const delay = fillsAtClose ? 0 : 1;
  let next = from;
  let cash = settings.cash;
  let quantity = 0;
  // First bar whose close isn't counted yet.
  let since = start;
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
  let stopped = 0;
  let mark = 0;
  const list = crossings === null ? null : crossings.bars;
  const crossed = crossings === null ? 0 : crossings.count;
  let event = crossings === null ? 0 : crossings.firstAbove(from);

  for (;;) {
    const decision =
      list === null ? nextLongEntry(entries, exits, next, length) : event < crossed ? list[event]! : length;
    if (decision >= last) break;
    const entry = decision + delay;
    if (marks[mark]! < entry) mark = markUntil(account, mark, entry, cash, 0);
    const into = ROW * entry;
    const paid = rows[into]! * buys;
    quantity = cash / (paid * multiplier * (1 + rate));
    const spent = quantity * paid * multiplier;
    const entryFee = rate * spent;
    if (!(spent > LEAST_NOTIONAL) || paid <= paid * (1 - stopLoss) || paid <= paid * (1 - trailingStop)) return false;
    traded += spent;
    commission += entryFee;
    sumOfReturns -= rows[into + ENTRY]!;
    sumOfSquares -= rows[into + ENTRY + 1]!;
    if (entry > since) {
      equitySum += cash * (entry - since);
      see(drawdown, cash);
    } else if (closed > 0) {
      // Sold by a stop and bought again in one bar: that is one return, not two.
      const change = close[entry]! / (paid * (1 + rate)) - 1;
      const both = stopped + change + stopped * change;
      sumOfReturns += stopped * change;
      sumOfSquares += both * both - stopped * stopped - change * change;
    }
    since = entry;
    next = decision + 1;

    const sale = list === null ? nextLongExit(exits, next, length) : event + 1 < crossed ? list[event + 1]! : length;
    event += 2;
    let exit = sale + delay;
    let price: number;
    const stop = guard === null ? length : guard.exitBefore(Math.min(sale + 1, length), entry, paid);
    if (stop <= sale && stop < length) {
      const reference = guard!.references[entry]!;
      exit = next = stop;
      price = reference < 0 ? -reference : reference * sells;
      if (exit > entry) {
        const before = ROW * (exit - 1) + RETURNS;
        stopped = (price * (1 - rate)) / close[exit - 1]! - 1;
        sumOfReturns += rows[before]! + stopped;
        sumOfSquares += rows[before + 1]! + stopped * stopped;
      } else {
        const change = (price * (1 - rate)) / (paid * (1 + rate)) - 1;
        sumOfReturns += rows[into + ENTRY]! + change;
        sumOfSquares += rows[into + ENTRY + 1]! + change * change;
      }
    } else if (exit > last) break;
    else {
      const out = ROW * exit;
      price = rows[out]! * sells;
      sumOfReturns += rows[out + EXIT]!;
      sumOfSquares += rows[out + EXIT + 1]!;
      next = sale + 1;
    }
    if (exit > since) {
      barsHeld += exit - since;
      equitySum += quantity * multiplier * (rows[ROW * exit + SUM]! - rows[into + SUM]!);
      // Calls that aren't needed cost more than what they do: numbers are boxed for them.
      if (quantity * ranges.mostAround(since, exit) * multiplier > drawdown.peak)
        walkDrawdown(drawdown, table, close, since, exit, 0, quantity, multiplier);
      else drawdown.lowest = Math.min(drawdown.lowest, quantity * least.over(since, exit) * multiplier);
    }
    if (marks[mark]! < exit) mark = markUntil(account, mark, exit, 0, quantity);
    const notional = quantity * price * multiplier;
    const fee = rate * notional;
    cash = notional - fee;
    traded += notional;
    commission += fee;
    quantity = 0;
    closed++;
    const pnl = cash - (spent + entryFee);
    if (pnl > 0) wins++;
    const won = Math.max(pnl, 0);
    const profits = profit + won;
    const wonKept = profits - profit;
    profitLost += profit - (profits - wonKept) + (won - wonKept);
    profit = profits;
    const lost = Math.min(pnl, 0);
    const losses = loss + lost;
    const lostKept = losses - loss;
    lossLost += loss - (losses - lostKept) + (lost - lostKept);
    loss = losses;
    since = exit;
  }

  markUntil(account, mark, length, quantity === 0 ? cash : 0, quantity);
  const end = ROW * length;
  if (quantity !== 0) {
    const into = ROW * since;
    barsHeld += length - since;
    equitySum += quantity * multiplier * (rows[end + SUM]! - rows[into + SUM]!);
    sumOfReturns += rows[end + EXIT]!;
    sumOfSquares += rows[end + EXIT + 1]!;
    walkDrawdown(drawdown, table, close, since, length, 0, quantity, multiplier);
  } else if (length > since) {
    equitySum += cash * (length - since);
    see(drawdown, cash);
  }
  totals.equity = quantity === 0 ? cash : quantity * close[last]! * multiplier;
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
