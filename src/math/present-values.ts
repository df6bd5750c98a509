import { checkLength } from "../core/checks.ts";
import { select } from "./select.ts";

/** The values that are not NaN, in order; the same array when none is. */
export function presentValues(values: Float64Array): Float64Array {
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i])) return select(values, (row) => !Number.isNaN(values[row]));
  }
  return values;
}

/**
 * The rows in which neither column is NaN, in order; the same arrays when no row has one.
 *
 * @throws {BacksightError} BACKSIGHT_LENGTH when the columns differ in length
 */
export function presentPairs(a: Float64Array, b: Float64Array): readonly [Float64Array, Float64Array] {
  checkLength("the second column", b, a.length);
  for (let i = 0; i < a.length; i++) {
    if (!isPresent(a[i]!, b[i]!)) {
      const keep = (row: number) => isPresent(a[row]!, b[row]!);
      return [select(a, keep), select(b, keep)];
    }
  }
  return [a, b];
}

function isPresent(a: number, b: number): boolean {
  return !Number.isNaN(a) && !Number.isNaN(b);
}
