import type { CrossingList } from "./crossing-list.ts";
import { closePeak } from "./drawdown-walk.ts";
import type { MeasuredMarks, TakeMarks } from "./measured-marks.ts";
import { type SignalBits, wordsFor } from "./signal-bits.ts";
import { createSparseAccount, type SparseAccount } from "./sparse-account.ts";
import type { SparseSettings } from "./sparse-settings.ts";
import type { SweepColumns } from "./sweep-statistics.ts";
import { walkFills } from "./walk-fills.ts";
import { walkLongTrades } from "./walk-long-trades.ts";
import { writeStatistics } from "./write-statistics.ts";

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
  private readonly takeMarks: TakeMarks | undefined;

  /** @param takeMarks is given equity at the marks of each row that is settled */
  constructor(bars: SparseAccount["bars"], settings: SparseSettings, marks: MeasuredMarks, takeMarks?: TakeMarks) {
    this.account = createSparseAccount(bars, settings, marks);
    this.marks = marks;
    this.takeMarks = takeMarks;
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
    const { direction, fraction, start } = account.settings;
    const isShort = direction === "short";
    const hasShorts = direction !== "long" && bits.shortEntries !== null;
    const from = Math.max(start, firstDecision);
    return this.settle(out, row, () =>
      !isShort && !hasShorts && fraction === 1 && account.limits === null
        ? walkLongTrades(account, bits.entries, bits.exits, from)
        : walkFills(
            account,
            isShort ? none : bits.entries,
            isShort ? none : bits.exits,
            hasShorts ? bits.shortEntries! : none,
            hasShorts ? (bits.shortExits ?? none) : none,
            from,
          ),
    );
  }

  /** The same of long positions for all cash, which crossings open and close. */
  simulateCrossings(crossings: CrossingList, firstDecision: number, out: SweepColumns, row: number): boolean {
    const { account, none } = this;
    const from = Math.max(account.settings.start, firstDecision);
    return this.settle(out, row, () => walkLongTrades(account, none, none, from, crossings));
  }

  private settle(out: SweepColumns, row: number, walk: () => boolean): boolean {
    const { account } = this;
    const { cash, start } = account.settings;
    account.drawdown.peak = account.drawdown.lowest = cash;
    account.drawdown.deepest = 0;
    account.limits?.begin(cash);
    const isSettled = walk();
    closePeak(account.drawdown);
    if (!isSettled || account.drawdown.deepest <= -1) return false;
    const { totals, markEquity, drawdown, bars } = account;
    const { scratch, marks } = this;
    const measured = bars.length - start;
    const simulated = { startingCash: cash, measured, markEquity, scratch, maxDrawdown: drawdown.deepest };
    writeStatistics(totals, marks, simulated, out, row);
    this.takeMarks?.(row, markEquity);
    return true;
  }
}
