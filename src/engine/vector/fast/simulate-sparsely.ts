import type { Bars } from "../../../market/bars.ts";
import { type CloseTable, createCloseTable } from "./close-table.ts";
import { closePeak, type DrawdownState, see, walkDrawdown } from "./drawdown-walk.ts";
import { ExitTable } from "./exit-table.ts";
import { markSharpe } from "./mark-sharpe.ts";
import { type MeasuredMarks, markOfEachBar } from "./measured-marks.ts";
import { entrySide, nextEntry, nextExit, nextLongEntry, nextLongExit } from "./next-signal.ts";
import { type SignalBits, wordsFor } from "./signal-bits.ts";
import type { SparseSettings } from "./sparse-settings.ts";
import type { SweepColumns } from "./sweep-statistics.ts";

/** Below this share of what is held, cash after a fill counts as nothing: as in the ledger. */
const CASH_DUST = 1e-9;

/**
 * `simulateSignals` for settings of the sparse subset, for combination after combination over the same bars: it goes from
 * fill to fill instead of from bar to bar, and takes what lies between two fills from tables of the closes. In pure
 * TypeScript; fills, cash, equity at marks and all statistics but two equal the plain engine's to the bit. The one second
 * copy of the ledger's arithmetic.
 */
export class SparseSimulation {
  private readonly bars: Pick<Bars, "open" | "close" | "length">;
  private readonly settings: SparseSettings;
  private readonly marks: MeasuredMarks;
  private readonly table: CloseTable;
  private readonly longGuard: ExitTable | null;
  private readonly shortGuard: ExitTable | null;
  private readonly none: Uint32Array;
  private readonly markOf: Int32Array;
  private readonly markCash: Float64Array;
  private readonly markQuantity: Float64Array;
  private readonly scratch: Float64Array;
  private readonly drawdown: DrawdownState = { peak: 0.5, lowest: 0.5, deepest: -0.5 };

  constructor(
    bars: Pick<Bars, "open" | "high" | "low" | "close" | "length">,
    settings: SparseSettings,
    marks: MeasuredMarks,
  ) {
    const { stopLoss, takeProfit, direction, fillsAtClose } = settings;
    const isGuarded = !Number.isNaN(stopLoss) || !Number.isNaN(takeProfit);
    const guard = (side: 1 | -1) => new ExitTable(bars, side, settings, fillsAtClose ? 1 : 0);
    const count = marks.bars.length;
    this.bars = bars;
    this.settings = settings;
    this.marks = marks;
    this.table = createCloseTable(bars.close, direction);
    this.longGuard = isGuarded && direction !== "short" ? guard(1) : null;
    this.shortGuard = isGuarded && direction !== "long" ? guard(-1) : null;
    this.none = new Uint32Array(wordsFor(bars.length));
    this.markOf = markOfEachBar(marks, bars.length);
    this.markCash = new Float64Array(count);
    this.markQuantity = new Float64Array(count);
    this.scratch = new Float64Array(count);
  }

  /**
   * The statistics of signals, into a row.
   *
   * @param firstDecision first bar whose decision counts
   * @returns false when something happened that only the plain engine settles: equity was gone, an entry was refused
   */
  simulate(bits: SignalBits, firstDecision: number, out: SweepColumns, row: number): boolean {
    const { settings, marks, table, none, markOf, markCash, markQuantity, drawdown, longGuard, shortGuard } = this;
    const { length, open, close } = this.bars;
    const { fillsAtClose, start, direction, stopLoss, multiplier, fraction, concession } = settings;
    const { cash: startingCash, commission: rate } = settings;
    const { rows } = table;
    const last = length - 1;
    const references = fillsAtClose ? close : open;
    const buys = 1 + concession;
    const sells = 1 - concession;
    const entries = direction === "short" ? none : bits.entries;
    const exits = direction === "short" ? none : bits.exits;
    const shortEntries = direction === "long" ? none : (bits.shortEntries ?? none);
    const shortExits = direction === "long" ? none : (bits.shortExits ?? none);
    const isLongOnly = shortEntries === none;
    let next = Math.max(start, firstDecision);
    let cash = startingCash;
    let quantity = 0;
    let flow = 0;
    let stopBar = length;
    let stopReference = 0;
    // First bar whose close isn't counted yet, and equity at the close before it.
    let since = start;
    let before = startingCash;
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
    drawdown.peak = drawdown.lowest = startingCash;
    drawdown.deepest = 0;
    markQuantity.fill(NaN);

    for (;;) {
      // What happens next, and in which bar.
      let bar: number;
      let side = 0;
      let reference = 0;
      let price = 0;
      let decision: number;
      if (isLongOnly)
        decision = quantity === 0 ? nextLongEntry(entries, exits, next, length) : nextLongExit(exits, next, length);
      else if (quantity === 0) decision = nextEntry(entries, exits, shortEntries, shortExits, next, length);
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
          if (isLongOnly) side = quantity === 0 && (!fillsAtClose || decision < last) ? 1 : 0;
          else if (!fillsAtClose || decision < last)
            side = entrySide(entries, exits, shortEntries, shortExits, decision);
          if (side * quantity > 0) side = 0;
          next = fillsAtClose ? decision + 1 : bar;
        }
      }

      // The closes until then, through which cash and units were what they are.
      if (bar > since) {
        const first = quantity === 0 ? cash : cash + quantity * rows[4 * since]! * multiplier;
        const change = first / before - 1;
        sumOfReturns += change;
        sumOfSquares += change * change;
        if (quantity === 0) {
          equitySum += cash * (bar - since);
          before = first;
          see(drawdown, first);
        } else {
          const from = 4 * since;
          const to = 4 * (bar - 1);
          barsHeld += bar - since;
          equitySum += cash * (bar - since) + quantity * multiplier * (rows[to + 1]! - rows[from + 1]! + rows[from]!);
          before = cash + quantity * rows[to]! * multiplier;
          if (cash === 0) {
            sumOfReturns += rows[to + 2]! - rows[from + 2]!;
            sumOfSquares += rows[to + 3]! - rows[from + 3]!;
          } else {
            let earlier = first;
            for (let i = from + 4; i <= to; i += 4) {
              const now = cash + quantity * rows[i]! * multiplier;
              const moved = now / earlier - 1;
              sumOfReturns += moved;
              sumOfSquares += moved * moved;
              earlier = now;
            }
          }
          walkDrawdown(drawdown, table, since, bar, cash, quantity, multiplier);
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
      if (side !== 0) {
        price = reference * (side > 0 ? buys : sells);
        const stop = price * (1 - side * stopLoss);
        const unit = price * multiplier * (1 + rate);
        const units = Math.min((fraction * cash) / unit, cash / unit);
        if (!(units > 0) || (side > 0 ? price <= stop : price >= stop)) return false;
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
      const mark = markOf[bar]!;
      markCash[mark] = cash;
      markQuantity[mark] = quantity;
    }

    closePeak(drawdown);
    if (drawdown.deepest <= -1) return false;
    let heldAtMark = 0;
    let cashAtMark = startingCash;
    for (let k = 0; k < markCash.length; k++) {
      if (!Number.isNaN(markQuantity[k]!)) {
        cashAtMark = markCash[k]!;
        heldAtMark = markQuantity[k]!;
      }
      markCash[k] = cashAtMark + heldAtMark * rows[4 * marks.bars[k]!]! * multiplier;
    }
    const measured = length - start;
    const variance = (sumOfSquares - (sumOfReturns * sumOfReturns) / measured) / (measured - 1);
    const perBar = (sumOfReturns / measured - marks.ratePerBar) / Math.sqrt(variance);
    out.finalEquity[row] = before;
    out.totalReturn[row] = (before - startingCash) / startingCash;
    out.sharpeRatio[row] = markSharpe(markCash, startingCash, marks.ratePerPeriod, marks.periodsPerYear, this.scratch);
    out.barSharpeRatio[row] = variance > 0 ? perBar * Math.sqrt(marks.barsPerYear) : NaN;
    out.maxDrawdown[row] = drawdown.deepest;
    out.tradesCount[row] = closed;
    out.openTrades[row] = quantity === 0 ? 0 : 1;
    out.winRate[row] = wins / closed;
    out.profitFactor[row] = closed === 0 ? NaN : (profit + profitLost) / Math.abs(loss + lossLost);
    out.exposure[row] = barsHeld / measured;
    out.turnover[row] = marks.years > 0 ? traded / 2 / (equitySum / measured) / marks.years : NaN;
    out.totalCommission[row] = commission;
    return true;
  }
}
