import { closePeak } from "./drawdown-walk.ts";
import { markSharpe } from "./mark-sharpe.ts";
import type { MeasuredMarks } from "./measured-marks.ts";
import { type SignalBits, wordsFor } from "./signal-bits.ts";
import { createSparseAccount, type SparseAccount } from "./sparse-account.ts";
import type { SparseSettings } from "./sparse-settings.ts";
import type { SweepColumns } from "./sweep-statistics.ts";
import { walkFills } from "./walk-fills.ts";
import { walkLongTrades } from "./walk-long-trades.ts";

/**
 * `simulateSignals` for settings of the sparse subset, for combination after combination over the same bars: it goes from
 * fill to fill instead of from bar to bar, and takes what lies between two fills from tables of the closes. In pure
 * TypeScript; fills, cash, equity at marks and all statistics but two equal the plain engine's to the bit. With
 * `walkFills` and `walkLongTrades` the one second copy of the ledger's arithmetic.
 */
export class SparseSimulation {
  private readonly account: SparseAccount;
  private readonly marks: MeasuredMarks;
  private readonly none: Uint32Array;
  private readonly scratch: Float64Array;

  constructor(bars: SparseAccount["bars"], settings: SparseSettings, marks: MeasuredMarks) {
    this.account = createSparseAccount(bars, settings, marks);
    this.marks = marks;
    this.none = new Uint32Array(wordsFor(bars.length));
    this.scratch = new Float64Array(marks.bars.length);
  }

  /**
   * The statistics of signals, into a row.
   *
   * @param firstDecision first bar whose decision counts
   * @returns false when something happened that only the plain engine settles: equity was gone, an entry was refused
   */
  simulate(bits: SignalBits, firstDecision: number, out: SweepColumns, row: number): boolean {
    const { account, none } = this;
    const { direction, fraction, start, cash } = account.settings;
    const isShort = direction === "short";
    const hasShorts = direction !== "long" && bits.shortEntries !== null;
    const from = Math.max(start, firstDecision);
    account.drawdown.peak = account.drawdown.lowest = cash;
    account.drawdown.deepest = 0;
    const isSettled =
      !isShort && !hasShorts && fraction === 1
        ? walkLongTrades(account, bits.entries, bits.exits, from)
        : walkFills(
            account,
            isShort ? none : bits.entries,
            isShort ? none : bits.exits,
            hasShorts ? bits.shortEntries! : none,
            hasShorts ? (bits.shortExits ?? none) : none,
            from,
          );
    closePeak(account.drawdown);
    if (!isSettled || account.drawdown.deepest <= -1) return false;
    this.write(out, row);
    return true;
  }

  private write(out: SweepColumns, row: number): void {
    const { account, marks } = this;
    const { markEquity, totals, drawdown, bars } = account;
    const { cash: startingCash, start } = account.settings;
    const { sumOfReturns, sumOfSquares, equity, closed } = totals;
    const measured = bars.length - start;
    const variance = (sumOfSquares - (sumOfReturns * sumOfReturns) / measured) / (measured - 1);
    const perBar = (sumOfReturns / measured - marks.ratePerBar) / Math.sqrt(variance);
    out.finalEquity[row] = equity;
    out.totalReturn[row] = (equity - startingCash) / startingCash;
    out.sharpeRatio[row] = markSharpe(
      markEquity,
      startingCash,
      marks.ratePerPeriod,
      marks.periodsPerYear,
      this.scratch,
    );
    out.barSharpeRatio[row] = variance > 0 ? perBar * Math.sqrt(marks.barsPerYear) : NaN;
    out.maxDrawdown[row] = drawdown.deepest;
    out.tradesCount[row] = closed;
    out.openTrades[row] = totals.isOpen ? 1 : 0;
    out.winRate[row] = totals.wins / closed;
    out.profitFactor[row] = closed === 0 ? NaN : totals.profit / Math.abs(totals.loss);
    out.exposure[row] = totals.barsHeld / measured;
    out.turnover[row] = marks.years > 0 ? totals.traded / 2 / (totals.equitySum / measured) / marks.years : NaN;
    out.totalCommission[row] = totals.commission;
  }
}
