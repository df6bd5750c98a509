import type { Bars } from "../../../market/bars.ts";
import { grossLoss, grossProfit } from "../../../metrics/gross-profit.ts";
import type { AccountStretches } from "../../../trading/ledger/account-history.ts";
import type { MeasuredMarks, TakeMarks } from "./measured-marks.ts";
import type { SparseTotals } from "./sparse-account.ts";
import type { SweepColumns } from "./sweep-statistics.ts";
import { writeStatistics } from "./write-statistics.ts";

/** How an account fared that was never without equity. */
export interface AccountOverBars {
  readonly startingCash: number;
  /** First bar of the measured range. */
  readonly start: number;
  readonly stretches: AccountStretches;
  /** Of closed trades. */
  readonly pnl: Float64Array;
  /** Trades that are still open. */
  readonly open: number;
  /** Money of all fills, and the commission on it. */
  readonly traded: number;
  readonly commission: number;
}

/**
 * The statistics of accounts, in one pass over the bars through which something was held: what
 * the metrics give, to the bit but for the two that are made of sums over all bars, without columns between.
 */
export class AccountStatistics {
  private readonly close: Float64Array;
  private readonly multiplier: number;
  private readonly marks: MeasuredMarks;
  private readonly markEquity: Float64Array;
  private readonly scratch: Float64Array;
  private readonly takeMarks: TakeMarks | undefined;

  /** @param takeMarks is given equity at the marks of each row that is written */
  constructor({ close, instrument }: Pick<Bars, "close" | "instrument">, marks: MeasuredMarks, takeMarks?: TakeMarks) {
    this.close = close;
    this.multiplier = instrument.multiplier;
    this.marks = marks;
    this.takeMarks = takeMarks;
    this.markEquity = new Float64Array(marks.bars.length);
    this.scratch = new Float64Array(marks.bars.length);
  }

  /** Writes the statistics of an account into a row. */
  write(account: AccountOverBars, out: SweepColumns, row: number): void {
    const { startingCash, start, pnl, open, traded, commission } = account;
    const { markEquity, scratch, marks } = this;
    const { maxDrawdown, ...walked } = this.walk(account);
    let wins = 0;
    for (const one of pnl) if (one > 0) wins++;
    const closed = pnl.length;
    const [profit, loss] = [grossProfit(pnl), grossLoss(pnl)];
    const totals: SparseTotals = { ...walked, open, closed, wins, profit, loss, traded, commission };
    const measured = this.close.length - start;
    writeStatistics(totals, marks, { startingCash, measured, markEquity, scratch, maxDrawdown }, out, row);
    this.takeMarks?.(row, markEquity);
  }

  /** Goes through equity bar by bar, and takes down what it is at marks. */
  private walk({ stretches, startingCash, start }: AccountOverBars) {
    const { close, multiplier, markEquity, marks } = this;
    const markBars = marks.bars;
    let mark = 0;
    let before = startingCash;
    let sumOfReturns = 0;
    let sumOfSquares = 0;
    let equitySum = 0;
    let barsHeld = 0;
    let peak = startingCash;
    let lowest = startingCash;
    let deepest = 0;
    for (let k = 0; k < stretches.from.length; k++) {
      const from = Math.max(stretches.from[k]!, start);
      const to = stretches.from[k + 1] ?? close.length;
      if (from >= to) continue;
      const [cash, quantity] = [stretches.cash[k]!, stretches.quantity[k]!];
      for (; mark < markBars.length && markBars[mark]! < to; mark++)
        markEquity[mark] = cash + quantity * close[markBars[mark]!]! * multiplier;
      // What isn't held doesn't move: its first bar tells all.
      const end = quantity === 0 ? from + 1 : to;
      for (let i = from; i < end; i++) {
        const now = cash + quantity * close[i]! * multiplier;
        const change = now / before - 1;
        sumOfReturns += change;
        sumOfSquares += change * change;
        equitySum += now;
        if (now < lowest) lowest = now;
        else if (now > peak) {
          const depth = (lowest - peak) / peak;
          if (depth < deepest) deepest = depth;
          peak = now;
          lowest = now;
        }
        before = now;
      }
      if (quantity === 0) equitySum += before * (to - end);
      else barsHeld += to - from;
    }
    const depth = (lowest - peak) / peak;
    const maxDrawdown = Math.min(depth, deepest);
    return { equity: before, sumOfReturns, sumOfSquares, equitySum, barsHeld, maxDrawdown };
  }
}
