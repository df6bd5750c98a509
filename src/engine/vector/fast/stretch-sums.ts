import { type CloseTable, RETURNS, ROW, SUM } from "./close-table.ts";
import { closePeak, type DrawdownState, see, walkDrawdown } from "./drawdown-walk.ts";

/**
 * What statistics sum up over the bars of an account, taken in stretch by stretch of bars through which cash and units
 * stay what they are: mostly from tables of the closes, in as little time for long stretches as for short ones.
 */
export class StretchSums {
  /** Equity at the last close that was taken in. */
  before = 0.5;
  /** Of returns per bar, and of their squares. */
  sumOfReturns = 0.5;
  sumOfSquares = 0.5;
  /** Of equity. */
  equitySum = 0.5;
  barsHeld = 0;
  // Fractions, so that the fields are never taken for whole numbers.
  readonly drawdown: DrawdownState = { peak: 0.5, lowest: 0.5, deepest: -0.5 };
  private readonly close: Float64Array;
  private readonly table: CloseTable;
  private readonly multiplier: number;

  constructor(close: Float64Array, table: CloseTable, multiplier: number) {
    this.close = close;
    this.table = table;
    this.multiplier = multiplier;
  }

  /** Begins an account. */
  begin(cash: number): void {
    this.before = this.drawdown.peak = this.drawdown.lowest = cash;
    this.sumOfReturns = this.sumOfSquares = this.equitySum = this.barsHeld = this.drawdown.deepest = 0;
  }

  /** The deepest fall from a peak so far, a fraction at or below 0. */
  get maxDrawdown(): number {
    closePeak(this.drawdown);
    return this.drawdown.deepest;
  }

  /** Takes in the closes of bars `from` to `to` (excluded), at least one; stretches in order. */
  pass(from: number, to: number, cash: number, quantity: number): void {
    const { close, multiplier, table } = this;
    const first = quantity === 0 ? cash : cash + quantity * close[from]! * multiplier;
    const change = first / this.before - 1;
    let sumOfReturns = this.sumOfReturns + change;
    let sumOfSquares = this.sumOfSquares + change * change;
    if (quantity === 0) {
      // What isn't held doesn't move: its first bar tells all.
      this.equitySum += cash * (to - from);
      this.before = first;
      see(this.drawdown, first);
    } else {
      const { rows } = table;
      this.barsHeld += to - from;
      this.equitySum += cash * (to - from) + quantity * multiplier * (rows[ROW * to + SUM]! - rows[ROW * from + SUM]!);
      this.before = cash + quantity * close[to - 1]! * multiplier;
      if (cash === 0) {
        const [begins, ends] = [ROW * from + RETURNS, ROW * (to - 1) + RETURNS];
        sumOfReturns += rows[ends]! - rows[begins]!;
        sumOfSquares += rows[ends + 1]! - rows[begins + 1]!;
      } else {
        let earlier = first;
        for (let i = from + 1; i < to; i++) {
          const now = cash + quantity * close[i]! * multiplier;
          const moved = now / earlier - 1;
          sumOfReturns += moved;
          sumOfSquares += moved * moved;
          earlier = now;
        }
      }
      walkDrawdown(this.drawdown, table, close, from, to, cash, quantity, multiplier);
    }
    this.sumOfReturns = sumOfReturns;
    this.sumOfSquares = sumOfSquares;
  }
}
