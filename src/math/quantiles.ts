import { BacksightError } from "../core/errors.ts";

/**
 * Several quantiles at once, as `quantile` gives them one by one (type 7), without sorting: each order statistic is selected
 * from what the one before left to its right. NaN in all with a NaN among the values, and without values.
 *
 * Hoare (1961), "Algorithm 65: Find", Communications of the ACM 4(7).
 *
 * @param values are put into another order
 * @param shares 0 to 1, ascending
 * @throws {BacksightError} BACKSIGHT_ARGUMENT for shares outside 0 to 1, or that don't ascend
 */
export function quantilesInPlace(values: Float64Array, shares: readonly number[]): Float64Array {
  const found = new Float64Array(shares.length).fill(NaN);
  for (const [s, share] of shares.entries()) {
    if (share >= (s === 0 ? 0 : shares[s - 1]!) && share <= 1) continue;
    throw new BacksightError("BACKSIGHT_ARGUMENT", { name: "shares", rule: "from 0 to 1, ascending", value: shares });
  }
  const n = values.length;
  for (let i = 0; i < n; i++) if (Number.isNaN(values[i]!)) return found;
  if (n === 0) return found;
  // Everything before `left` is in its place and not above what follows.
  let left = 0;
  const at = (place: number) => {
    if (place >= left) {
      selectPlace(values, left, n - 1, place);
      left = place + 1;
    }
    return values[place]!;
  };
  for (const [s, share] of shares.entries()) {
    const position = (n - 1) * share;
    const below = Math.floor(position);
    const low = at(below);
    const rest = position - below;
    found[s] = rest === 0 ? low : low + (at(below + 1) - low) * rest;
  }
  return found;
}

/** Moves the value that belongs to `place` there, smaller ones before it and larger ones behind it, inside left…right. */
function selectPlace(values: Float64Array, from: number, to: number, place: number): void {
  let left = from;
  let right = to;
  while (left < right) {
    const pivot = medianOfThree(values[left]!, values[(left + right) >>> 1]!, values[right]!);
    let i = left;
    let j = right;
    while (i <= j) {
      while (values[i]! < pivot) i++;
      while (values[j]! > pivot) j--;
      if (i > j) break;
      const value = values[i]!;
      values[i++] = values[j]!;
      values[j--] = value;
    }
    if (place <= j) right = j;
    else if (place >= i) left = i;
    else return;
  }
}

function medianOfThree(a: number, b: number, c: number): number {
  if (a < b) return b < c ? b : Math.max(a, c);
  return a < c ? a : Math.max(b, c);
}
