/** Two averages of one column, by their lengths. */
export interface WindowPair {
  readonly first: number;
  readonly second: number;
}

/**
 * Takes the crossings of pair `p` in a tile: `count` bars in order, each the other way than the one before.
 *
 * @param isAbove whether the first average is above from the first of them on
 */
export type TakeCrossings = (p: number, bars: Int32Array, count: number, isAbove: boolean) => void;

/** Two averages of one column, and where their crossings go: bits, 32 bars to a word. */
export interface MeanPair extends WindowPair {
  /** Where the first crosses above the second, and below it; all zero before. */
  readonly above: Uint32Array;
  readonly below: Uint32Array;
}

/** Bars that are worked on at a time, so that the codes of all averages stay in the cache. */
const TILE = 2048;
/** Codes of 15 bits: two to a word, and a bit above each that a subtraction may borrow from. */
const LARGEST = 32_766;
const CODE = 0x7fff;
const GUARDS = 0x80008000 | 0;

/**
 * Where simple averages of one column on a tick grid cross: `crossedAbove` and `crossedBelow` of `rollingMean`, to the
 * bit. Each average is computed once a tile, as a 15-bit code that keeps the order; two bars are compared at a time, and
 * only where codes are equal the averages themselves are compared.
 *
 * @param sums of the column in ticks, as `tickSums` gives them
 */
export function crossMeans(sums: Float64Array, ticksPerUnit: number, pairs: readonly MeanPair[]): void {
  findCrossings(sums, ticksPerUnit, pairs, (p, bars, count, isAbove) => {
    const { above, below } = pairs[p]!;
    const [odd, even] = isAbove ? [above, below] : [below, above];
    for (let k = 0; k < count; k++) {
      const bar = bars[k]!;
      const out = (k & 1) === 0 ? odd : even;
      out[bar >>> 5]! |= 1 << (bar & 31);
    }
  });
}

/** The same as lists of bars, tile by tile, in which all pairs have their turn. */
export function findCrossings(
  sums: Float64Array,
  ticksPerUnit: number,
  pairs: readonly WindowPair[],
  take: TakeCrossings,
): void {
  const length = sums.length - 1;
  const windows = [...new Set(pairs.flatMap(({ first, second }) => [first, second]))];
  const codes = new Map(windows.map((window) => [window, new Int32Array(TILE / 2 + 1)]));
  const longest = Math.max(1, ...windows);
  const relations = new Int8Array(pairs.length);
  const coded = pairs.map(({ first, second }) => [codes.get(first)!, codes.get(second)!] as const);
  const found = new Int32Array(TILE);
  for (let from = 0; from < length; from += TILE) {
    const bars = Math.min(TILE, length - from);
    const [least, most] = rangeOf(sums, Math.max(0, from - longest + 1), from + bars);
    const floor = least / ticksPerUnit;
    const scale = most > least ? LARGEST / ((most - least) / ticksPerUnit) : 0;
    for (const [window, out] of codes) writeCodes(sums, window, window * ticksPerUnit, from, bars, floor, scale, out);
    for (let p = 0; p < pairs.length; p++) {
      const [first, second] = coded[p]!;
      const { first: a, second: b } = pairs[p]!;
      let relation = relations[p]!;
      if (relation === 0) relation = firstRelation(sums, ticksPerUnit, a, b, from, bars);
      if (relation === 0) continue;
      const count = crossTile(sums, ticksPerUnit, a, b, first, second, from, bars, relation, found);
      if (count > 0) take(p, found, count, relation < 0);
      relations[p] = (count & 1) === 0 ? relation : -relation;
    }
  }
}

/** Least and most of the column between two bars, in ticks. */
function rangeOf(sums: Float64Array, from: number, to: number): readonly [number, number] {
  let least = Infinity;
  let most = -Infinity;
  for (let i = from; i < to; i++) {
    const ticks = sums[i + 1]! - sums[i]!;
    if (ticks < least) least = ticks;
    if (ticks > most) most = ticks;
  }
  return [least, most];
}

/** Codes that never fall where the average rises, from the first whole window on. */
function writeCodes(
  sums: Float64Array,
  window: number,
  divisor: number,
  from: number,
  bars: number,
  floor: number,
  scale: number,
  out: Int32Array,
): void {
  const shift = from + 1;
  const first = Math.max(0, window - 1 - from);
  // Whole words: what stands beside the first or behind the last bar is compared again before it counts.
  const end = Math.min(bars, first + (first & 1));
  for (let t = first; t < end; t++) out[t >> 1] = codeOf(sums, t + shift, window, divisor, floor, scale) << 16;
  let t = end;
  for (; t + 1 < bars; t += 2) {
    const low = codeOf(sums, t + shift, window, divisor, floor, scale);
    out[t >> 1] = low | (codeOf(sums, t + 1 + shift, window, divisor, floor, scale) << 16);
  }
  if (t < bars) out[t >> 1] = codeOf(sums, t + shift, window, divisor, floor, scale);
  // Equal codes behind the last bar stop whoever looks for a change.
  out[(bars + 1) >> 1] = 0;
}

function codeOf(sums: Float64Array, at: number, window: number, divisor: number, floor: number, scale: number): number {
  const mean = (sums[at]! - sums[at - window]!) / divisor;
  return Math.max(((mean - floor) * scale) | 0, 0);
}

/** 1 where the first average is above the second at bar `i`, −1 below, 0 equal. */
function compare(
  sums: Float64Array,
  i: number,
  first: number,
  second: number,
  firstDivisor: number,
  secondDivisor: number,
): number {
  const sum = sums[i + 1]!;
  const a = (sum - sums[i + 1 - first]!) / firstDivisor;
  const b = (sum - sums[i + 1 - second]!) / secondDivisor;
  return a > b ? 1 : a < b ? -1 : 0;
}

/** 1 above, −1 below at the first bar of a tile at which two averages differ; 0 when there is none. */
function firstRelation(
  sums: Float64Array,
  ticksPerUnit: number,
  first: number,
  second: number,
  from: number,
  bars: number,
): number {
  let relation = 0;
  let i = Math.max(from, Math.max(first, second) - 1);
  for (; relation === 0 && i < from + bars; i++)
    relation = compare(sums, i, first, second, first * ticksPerUnit, second * ticksPerUnit);
  return relation;
}

/**
 * @param relation 1 above, −1 below, before the tile or, where there was none, at the first bar that differs
 * @param found is filled with the bars of the crossings
 * @returns how many there are
 */
function crossTile(
  sums: Float64Array,
  ticksPerUnit: number,
  first: number,
  second: number,
  firstCodes: Int32Array,
  secondCodes: Int32Array,
  from: number,
  bars: number,
  relation: number,
  found: Int32Array,
): number {
  const firstDivisor = first * ticksPerUnit;
  const secondDivisor = second * ticksPerUnit;
  const begins = Math.max(0, Math.max(first, second) - 1 - from);
  let now = relation;
  let count = 0;
  const words = (bars + 1) >> 1;
  for (let word = begins >> 1; word < words; word++) {
    if (now > 0) while ((((secondCodes[word]! | GUARDS) - firstCodes[word]!) & GUARDS) === 0) word++;
    else while ((((firstCodes[word]! | GUARDS) - secondCodes[word]!) & GUARDS) === 0) word++;
    const [a, b] = [firstCodes[word]!, secondCodes[word]!];
    const low = 2 * word;
    const areApart = ((((a ^ b) & ~GUARDS) + ~GUARDS) & GUARDS) === GUARDS;
    if (areApart && low >= begins && low + 1 < bars) {
      // One of the two bars turned, or both in turn; asking which would be a guess of the processor's at each crossing.
      const turned = (now > 0 ? (b | GUARDS) - a : (a | GUARDS) - b) & GUARDS;
      const isLow = (turned >> 15) & 1;
      found[count++] = from + low + 1 - isLow;
      now = -now;
      if (turned > 0) {
        found[count++] = from + low + 1;
        now = -now;
      }
      continue;
    }
    const end = Math.min(bars, low + 2);
    for (let t = Math.max(begins, low); t < end; t++) {
      const apart = (t & 1) === 0 ? (a & CODE) - (b & CODE) : (a >> 16) - (b >> 16);
      // The averages themselves only where their codes are equal.
      const isTurned =
        apart === 0
          ? compare(sums, from + t, first, second, firstDivisor, secondDivisor) === -now
          : apart > 0 !== now > 0;
      if (!isTurned) continue;
      now = -now;
      found[count++] = from + t;
    }
  }
  return count;
}
