import { checkInteger } from "../../core/checks.ts";
import { BacksightError } from "../../core/errors.ts";
import type { RowRange } from "./row-range.ts";

export interface RollingRangesOptions {
  /** Rows of each range; ⌊rows / count⌋ when not given. */
  readonly length?: number | undefined;
  /** How many ranges, evenly spaced; one at every row when not given. */
  readonly count?: number | undefined;
}

/**
 * Ranges of one length, the first at the start, the last at the end of the rows, the others evenly between them (half
 * rows to the even one); they may overlap. As vectorbt's `range_split`.
 *
 * @throws {BacksightError} BACKSIGHT_ARGUMENT
 * @example rollingRanges(5, { count: 2 }) // the rows 0 and 1, and 3 and 4
 */
export function rollingRanges(rows: number, { length, count }: RollingRangesOptions): RowRange[] {
  checkInteger("rows", rows, 1);
  if (length === undefined && count === undefined) {
    throw new BacksightError("BACKSIGHT_ARGUMENT", { name: "length or count", rule: "given", value: "undefined" });
  }
  if (count !== undefined) checkInteger("count", count, 1, rows);
  const size = length ?? Math.floor(rows / count!);
  checkInteger("length", size, 1, rows);
  return evenlySpaced("count", rows - size, count).map((start) => ({ start, end: start + size }));
}

export interface ExpandingRangesOptions {
  /** Rows of the first range; 1 when not given. */
  readonly minLength?: number | undefined;
  /** How many ranges, their ends evenly spaced; one for every row when not given. */
  readonly count?: number | undefined;
}

/**
 * Ranges that all begin at row 0, from `minLength` rows to all of them, their ends evenly spaced. As vectorbt's
 * `expanding_split`.
 *
 * @throws {BacksightError} BACKSIGHT_ARGUMENT
 * @example expandingRanges(5, { minLength: 2, count: 2 }) // the rows 0 and 1, and all five
 */
export function expandingRanges(rows: number, { minLength = 1, count }: ExpandingRangesOptions): RowRange[] {
  checkInteger("rows", rows, 1);
  checkInteger("minLength", minLength, 1, rows);
  return evenlySpaced("count", rows - minLength, count).map((more) => ({ start: 0, end: minLength + more }));
}

/** So many of the integers 0 to `last`, both among them. */
function evenlySpaced(name: string, last: number, count = last + 1): number[] {
  checkInteger(name, count, 1, last + 1);
  const distance = count === 1 ? 0 : last / (count - 1);
  return Array.from({ length: count }, (_, k) => (k > 0 && k === count - 1 ? last : roundedHalfToEven(k * distance)));
}

function roundedHalfToEven(x: number): number {
  const below = Math.floor(x);
  const isUp = x - below > 0.5 || (x - below === 0.5 && below % 2 === 1);
  return isUp ? below + 1 : below;
}
