import { sum } from "../../math/sum.ts";

/** How much of a result hangs on its best part. */
export interface Concentration {
  /** Sum of all parts, in their unit. */
  readonly total: number;
  /** The largest part. */
  readonly best: number;
  /** The sum without it. */
  readonly withoutBest: number;
  /** How many of the largest parts must go until nothing is left: the sum is 0 or below without them; 0 when it is already. */
  readonly carriers: number;
}

/**
 * Does the result hang on one trade, or on one day? Takes the parts a sum is made of (profits of trades in money, or
 * returns of days) and says what is left without the best one, and how many carry it all.
 *
 * All numbers are NaN without parts and with a NaN (carriers 0).
 *
 * @example concentration([5, −1, 2, −3]) // total 3, best 5, without it −2: one trade carries everything
 */
export function concentration(parts: ArrayLike<number>): Concentration {
  const sorted = Float64Array.from(parts).sort();
  const count = sorted.length;
  if (count === 0 || Number.isNaN(sorted[count - 1])) {
    return { total: NaN, best: NaN, withoutBest: NaN, carriers: 0 };
  }
  // What is left when the parts from `kept` on, the largest, are gone.
  const left = new Float64Array(count + 1);
  for (let kept = 0; kept < count; kept++) left[kept + 1] = left[kept]! + sorted[kept]!;
  let carriers = 0;
  while (left[count - carriers]! > 0) carriers++;
  return { total: sum(sorted), best: sorted[count - 1]!, withoutBest: sum(sorted.subarray(0, count - 1)), carriers };
}
