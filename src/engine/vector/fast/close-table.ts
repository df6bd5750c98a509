import type { Bars } from "../../../market/bars.ts";
import { BlockRanges, ExtremeTable } from "./extreme-table.ts";
import type { SparseSettings } from "./sparse-settings.ts";

/** Numbers of a row, and their places in it. */
export const ROW = 8;
export const REFERENCE = 0;
export const SUM = 1;
export const ENTRY = 2;
export const EXIT = 4;
export const RETURNS = 6;

/**
 * What stretches of bars with one position are summed up from, so that a stretch costs as much whether it is short or
 * long.
 */
export interface CloseTable {
  /**
   * Eight numbers a bar, and a row behind the last one, so that a look at a bar is one look into memory:
   *
   * - the price that orders fill at before the concession, and the sum of all closes before the bar;
   * - `ENTRY`: what is taken from the sums of simple returns and of their squares when all cash buys in this bar;
   * - `EXIT`: what is added to them when all is sold in it. The row behind the last bar: when nothing is;
   * - `RETURNS`: both sums of close-to-close returns since bar 0, this bar's included.
   */
  readonly rows: Float64Array;
  /** Of closes. */
  readonly ranges: BlockRanges;
  /** Null on a side that isn't asked for: a long position is worth the least at the least close, a short one at the most. */
  readonly least: ExtremeTable | null;
  readonly most: ExtremeTable | null;
}

export function createCloseTable(
  { open, close, length }: Pick<Bars, "open" | "close" | "length">,
  { direction, fillsAtClose, concession, commission }: SparseSettings,
): CloseTable {
  const rows = new Float64Array(ROW * (length + 1));
  const references = fillsAtClose ? close : open;
  const paid = (1 + concession) * (1 + commission);
  const received = (1 - concession) * (1 - commission);
  let sum = 0;
  let returns = 0;
  let squares = 0;
  let before = NaN;
  for (let i = 0; i < length; i++) {
    const at = ROW * i;
    const price = close[i]!;
    const reference = references[i]!;
    const out = i === 0 ? 0 : (reference * received) / before - 1;
    rows[at + EXIT] = returns + out;
    rows[at + EXIT + 1] = squares + out * out;
    const change = i === 0 ? 0 : price / before - 1;
    returns += change;
    squares += change * change;
    const into = price / (reference * paid) - 1;
    rows[at + REFERENCE] = reference;
    rows[at + SUM] = sum;
    rows[at + ENTRY] = returns - into;
    rows[at + ENTRY + 1] = squares - into * into;
    rows[at + RETURNS] = returns;
    rows[at + RETURNS + 1] = squares;
    sum += price;
    before = price;
  }
  rows[ROW * length + SUM] = sum;
  rows[ROW * length + EXIT] = returns;
  rows[ROW * length + EXIT + 1] = squares;
  const ranges = new BlockRanges(close, close);
  return {
    rows,
    ranges,
    least: direction === "short" ? null : new ExtremeTable(close, 1),
    most: direction === "long" ? null : new ExtremeTable(close, -1),
  };
}
