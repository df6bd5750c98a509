import { BacksightError } from "../../core/errors.ts";
import type { RandomStream } from "../../core/random.ts";

/**
 * Draws one path: fills `out` with simple returns per period. All randomness comes from `random`, which it moves; nothing
 * is kept between two calls, so that paths may be drawn in any order and on any thread.
 */
export interface DrawPath {
  (random: RandomStream, out: Float64Array): void;
  /** Given where each return is `record[random.below(record.length)]`, one draw after the other: what a kernel can do. */
  readonly record?: Float64Array;
}

/** What is drawn from must be there. @throws {BacksightError} BACKSIGHT_ARGUMENT */
export function checkSource(name: string, values: ArrayLike<number>, fewest: number): Float64Array {
  const column = Float64Array.from(values);
  const isKnown = column.every(Number.isFinite);
  if (column.length >= fewest && isKnown) return column;
  throw new BacksightError("BACKSIGHT_ARGUMENT", {
    name,
    rule: `at least ${fewest} known numbers`,
    value: isKnown ? `${column.length} of them` : "one that is NaN or infinite",
  });
}

/** @throws {BacksightError} BACKSIGHT_ARGUMENT for a block that isn't a whole number from 1 to the rows there are */
export function checkBlock(blockLength: number, rows: number): number {
  if (Number.isInteger(blockLength) && blockLength >= 1 && blockLength <= rows) return blockLength;
  throw new BacksightError("BACKSIGHT_ARGUMENT", {
    name: "blockLength",
    rule: `an integer from 1 to ${rows}`,
    value: blockLength,
  });
}
