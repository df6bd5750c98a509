import type { Bars } from "../../../market/bars.ts";
import { type CloseTable, createCloseTable } from "./close-table.ts";
import type { DrawdownState } from "./drawdown-walk.ts";
import { ExitTable } from "./exit-table.ts";
import type { MeasuredMarks } from "./measured-marks.ts";
import type { SparseSettings } from "./sparse-settings.ts";
import { StretchLimits } from "./stretch-limits.ts";

/** What is counted on the way from fill to fill; changed in place, once per simulation. */
export interface SparseTotals {
  /** Equity at the last close. */
  equity: number;
  /** Trades that are still open. */
  open: number;
  /** Of returns per bar, and of their squares. */
  sumOfReturns: number;
  sumOfSquares: number;
  /** Of equity over all bars. */
  equitySum: number;
  barsHeld: number;
  closed: number;
  wins: number;
  profit: number;
  /** At or below 0. */
  loss: number;
  traded: number;
  commission: number;
}

/** What of bars the sparse simulation reads. */
export type SparseBars = Pick<Bars, "open" | "high" | "low" | "close" | "session" | "length">;

/** Bars, settings and tables of a sweep, and what one simulation after the other notes in. */
export interface SparseAccount {
  readonly bars: SparseBars;
  readonly settings: SparseSettings;
  readonly table: CloseTable;
  /** Null without stop and target, and on a side that isn't traded. */
  readonly longGuard: ExitTable | null;
  readonly shortGuard: ExitTable | null;
  /** Null without limits. */
  readonly limits: StretchLimits | null;
  readonly marks: MeasuredMarks;
  /** Equity at each mark. */
  readonly markEquity: Float64Array;
  readonly drawdown: DrawdownState;
  readonly totals: SparseTotals;
}

/** Whether a stop or a target of any kind may end a position. */
export function hasGuards({ stopLoss, takeProfit, trailingStop }: SparseSettings): boolean {
  return [stopLoss, takeProfit, trailingStop].some((level) => !Number.isNaN(level));
}

export function createSparseAccount(bars: SparseBars, settings: SparseSettings, marks: MeasuredMarks): SparseAccount {
  const { direction, fillsAtClose } = settings;
  const isGuarded = hasGuards(settings);
  const guard = (side: 1 | -1) => new ExitTable(bars, side, settings, fillsAtClose ? 1 : 0);
  const table = createCloseTable(bars, settings);
  return {
    bars,
    settings,
    table,
    limits: settings.limits === null ? null : new StretchLimits(settings.limits, bars, table, settings.multiplier),
    longGuard: isGuarded && direction !== "short" ? guard(1) : null,
    shortGuard: isGuarded && direction !== "long" ? guard(-1) : null,
    marks,
    markEquity: new Float64Array(marks.bars.length),
    // Fractions, so that the fields are never taken for whole numbers.
    drawdown: { peak: 0.5, lowest: 0.5, deepest: -0.5 },
    totals: {
      ...{ equity: 0.5, open: 0, sumOfReturns: 0.5, sumOfSquares: 0.5, equitySum: 0.5, barsHeld: 0 },
      ...{ closed: 0, wins: 0, profit: 0.5, loss: 0.5, traded: 0.5, commission: 0.5 },
    },
  };
}

/** Notes equity at the marks before bar `bar`, to which cash and units stay what they are. @returns the first mark that isn't */
export function markUntil(account: SparseAccount, mark: number, bar: number, cash: number, quantity: number): number {
  const { bars } = account.marks;
  const { multiplier } = account.settings;
  let next = mark;
  while (next < bars.length && bars[next]! < bar) {
    account.markEquity[next] = cash + quantity * account.bars.close[bars[next]!]! * multiplier;
    next++;
  }
  return next;
}
