import { BacksightError } from "../core/errors.ts";

/**
 * The value below which the share `p` of `values` lies: linear between the order statistics at `(n − 1) p` (type 7 of
 * Hyndman & Fan 1996; the default of R, NumPy and spreadsheets). NaN without values, or with a NaN.
 *
 * @param values any unit and order; not changed
 * @param p a share, 0 to 1
 * @throws {BacksightError} BACKSIGHT_ARGUMENT
 */
export function quantile(values: ArrayLike<number>, p: number): number {
  // A typed array sorts by number, NaN last.
  return quantileOfSorted(Float64Array.from(values).sort(), p);
}

/** As `quantile`, of values that ascend already (NaN last). */
export function quantileOfSorted(sorted: ArrayLike<number>, p: number): number {
  if (!(p >= 0 && p <= 1)) throw new BacksightError("BACKSIGHT_ARGUMENT", { name: "p", rule: "from 0 to 1", value: p });
  const n = sorted.length;
  if (n === 0 || Number.isNaN(sorted[n - 1])) return NaN;
  const position = (n - 1) * p;
  const below = Math.floor(position);
  const low = sorted[below]!;
  const share = position - below;
  return share === 0 ? low : low + (sorted[below + 1]! - low) * share;
}
