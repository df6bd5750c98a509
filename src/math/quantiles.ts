import { BacksightError } from "../core/errors.ts";

/**
 * Several quantiles at once, as `quantile` gives them one by one (type 7), without sorting all: many values are counted in
 * buckets of equal width first, so that an order statistic is selected among the few that share its bucket. NaN in all with a
 * NaN among the values, and without values.
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
  let least = Infinity;
  let most = -Infinity;
  for (let i = 0; i < n; i++) {
    const value = values[i]!;
    if (Number.isNaN(value)) return found;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  if (n === 0) return found;
  const scale = (BUCKETS - 1) / (most - least);
  const isWorthCounting = n >= BUCKETS && scale > 0 && scale < Infinity;
  const at = isWorthCounting ? selectInBuckets(values, least, scale) : selectRightwards(values);
  for (const [s, share] of shares.entries()) {
    const position = (n - 1) * share;
    const below = Math.floor(position);
    const low = at(below);
    const rest = position - below;
    found[s] = rest === 0 ? low : low + (at(below + 1) - low) * rest;
  }
  return found;
}

const BUCKETS = 1024;

/** Order statistics, asked for in ascending order: each is selected from what the one before left to its right. */
function selectRightwards(values: Float64Array): (place: number) => number {
  // Everything before `left` is in its place and not above what follows.
  let left = 0;
  return (place) => {
    if (place >= left) {
      selectPlace(values, left, values.length - 1, place);
      left = place + 1;
    }
    return values[place]!;
  };
}

/** Puts values in the order of their buckets, and selects inside one when it is asked for. */
function selectInBuckets(values: Float64Array, least: number, scale: number): (place: number) => number {
  const n = values.length;
  const buckets = new Uint16Array(n);
  /** Where each bucket begins; its end before values are moved there. */
  const starts = new Int32Array(BUCKETS + 1);
  for (let i = 0; i < n; i++) {
    // Rounding is monotone: no value comes in a bucket before that of a smaller one.
    const bucket = (values[i]! - least) * scale;
    buckets[i] = bucket;
    starts[buckets[i]! + 1]!++;
  }
  for (let k = 0; k < BUCKETS; k++) starts[k + 1]! += starts[k]!;
  const next = starts.slice();
  const ordered = new Float64Array(n);
  for (let i = 0; i < n; i++) ordered[next[buckets[i]!]!++] = values[i]!;
  values.set(ordered);
  let bucket = 0;
  return (place) => {
    while (starts[bucket + 1]! <= place) bucket++;
    selectPlace(values, starts[bucket]!, starts[bucket + 1]! - 1, place);
    return values[place]!;
  };
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
