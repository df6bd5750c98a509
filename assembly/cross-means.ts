import { f, n } from "./context";

/** Bars of a tile, and the bytes of its codes. */
export const TILE: i32 = 2048;
export const TILE_BYTES: usize = 4096;
const LARGEST: f64 = 65534;

@inline
function mean(sums: usize, i: i32, window: i32, divisor: f64): f64 {
  return (f(sums, i + 1) - f(sums, i + 1 - window)) / divisor;
}

/** Two codes from 0 to 65,534, in the low half. */
@inline
function codes(at: usize, before: usize, divisor: v128, floor: v128, scale: v128): v128 {
  const means = f64x2.div(f64x2.sub(v128.load(at), v128.load(before)), divisor);
  return i32x4.trunc_sat_f64x2_s_zero(f64x2.mul(f64x2.sub(means, floor), scale));
}

/** Codes less 32,767, eight at a time: they never fall where the average rises. */
function writeCodes(sums: usize, window: i32, divisor: f64, from: i32, bars: i32, floor: f64, scale: f64, out: usize): void {
  const by = f64x2.splat(divisor);
  const low = f64x2.splat(floor);
  const times = f64x2.splat(scale);
  const middle = i32x4.splat(32767);
  let first = window - 1 - from;
  first = first > 0 ? first & ~7 : 0;
  const at = sums + (<usize>(from + 1) << 3);
  const before = at - (<usize>window << 3);
  for (let t = first; t < bars; t += 8) {
    const u = <usize>t << 3;
    const a = v128.shuffle<i64>(codes(at + u, before + u, by, low, times), codes(at + u + 16, before + u + 16, by, low, times), 0, 2);
    const b = v128.shuffle<i64>(codes(at + u + 32, before + u + 32, by, low, times), codes(at + u + 48, before + u + 48, by, low, times), 0, 2);
    v128.store(out + (<usize>t << 1), i16x8.narrow_i32x4_s(i32x4.sub(a, middle), i32x4.sub(b, middle)));
  }
}

/** Second less first, sixteen bars at a time: below 0 where the first is above, 0 where codes are equal. */
@inline
function differences(first: usize, second: usize): v128 {
  return i8x16.narrow_i16x8_s(
    i16x8.sub_sat_s(v128.load(second), v128.load(first)),
    i16x8.sub_sat_s(v128.load(second, 16), v128.load(first, 16)),
  );
}

/** Compares the averages themselves where codes are equal; equal averages keep the relation of the bar before. */
function settle(
  sums: usize,
  length: i32,
  first: i32,
  second: i32,
  ticksPerUnit: f64,
  base: i32,
  equal: u64,
  bits: u64,
  previous: u64,
): u64 {
  let left = equal;
  while (left != 0) {
    const k = ctz(left);
    left &= left - 1;
    const i = base + <i32>k;
    if (i >= length) break;
    const a = mean(sums, i, first, <f64>first * ticksPerUnit);
    const b = mean(sums, i, second, <f64>second * ticksPerUnit);
    const bit: u64 = a > b ? 1 : a < b ? 0 : k != 0 ? (bits >> (k - 1)) & 1 : previous;
    bits = (bits & ~((<u64>1) << k)) | (bit << k);
  }
  return bits;
}

/** Codes of all averages in the tile from bar `from` on. */
export function codeTile(
  sums: usize,
  ticksPerUnit: f64,
  windows: usize,
  windowCount: i32,
  longest: i32,
  from: i32,
  bars: i32,
  out: usize,
): void {
  let least = Infinity;
  let most = -Infinity;
  for (let i = from - longest + 1 > 0 ? from - longest + 1 : 0; i < from + bars; i++) {
    const ticks = f(sums, i + 1) - f(sums, i);
    least = ticks < least ? ticks : least;
    most = ticks > most ? ticks : most;
  }
  const floor = least / ticksPerUnit;
  const scale = most > least ? LARGEST / ((most - least) / ticksPerUnit) : 0;
  for (let k = 0; k < windowCount; k++) {
    const window = n(windows, k);
    writeCodes(sums, window, <f64>window * ticksPerUnit, from, bars, floor, scale, out + <usize>k * TILE_BYTES);
  }
}

@inline
function isZeroIn(d0: v128, d1: v128, d2: v128, d3: v128): bool {
  return !i8x16.all_true(i8x16.min_u(i8x16.min_u(d0, d1), i8x16.min_u(d2, d3)));
}

@inline
function equalBits(d0: v128, d1: v128, d2: v128, d3: v128): u64 {
  const zero = i8x16.splat(0);
  const low = <u64>(<u32>i8x16.bitmask(i8x16.eq(d0, zero)) | (<u32>i8x16.bitmask(i8x16.eq(d1, zero)) << 16));
  return low | (<u64>(<u32>i8x16.bitmask(i8x16.eq(d2, zero)) | (<u32>i8x16.bitmask(i8x16.eq(d3, zero)) << 16)) << 32);
}

/** Finds the first bar of a tile at which two averages differ. @returns false when there is none yet */
function findFirst(sums: usize, ticksPerUnit: f64, first: i32, second: i32, from: i32, bars: i32, place: usize): bool {
  let i = (first > second ? first : second) - 1;
  if (i < from) i = from;
  for (; i < from + bars; i++) {
    const a = mean(sums, i, first, <f64>first * ticksPerUnit);
    const b = mean(sums, i, second, <f64>second * ticksPerUnit);
    if (a == b) continue;
    store<i32>(place, i);
    store<u32>(place, <u32>(a > b), 4);
    return true;
  }
  return false;
}

/** For 64 bars from bar `base` on: 1 where the first average is above; equal averages keep what was before. */
@inline
function aboveBits(
  sums: usize,
  length: i32,
  ticksPerUnit: f64,
  first: i32,
  second: i32,
  a: usize,
  b: usize,
  base: i32,
  begins: i32,
  previous: u64,
): u64 {
  const d0 = differences(a, b);
  const d1 = differences(a + 32, b + 32);
  const d2 = differences(a + 64, b + 64);
  const d3 = differences(a + 96, b + 96);
  let bits = <u64>(<u32>i8x16.bitmask(d0) | (<u32>i8x16.bitmask(d1) << 16));
  bits |= <u64>(<u32>i8x16.bitmask(d2) | (<u32>i8x16.bitmask(d3) << 16)) << 32;
  let equal: u64 = isZeroIn(d0, d1, d2, d3) ? equalBits(d0, d1, d2, d3) : 0;
  if (base <= begins) {
    // Up to the first bar that differs nothing crosses: all bits are what that bar's is.
    const k = begins - base;
    const head: u64 = k >= 63 ? <u64>-1 : ((<u64>2) << (<u64>k)) - 1;
    bits = previous != 0 ? bits | head : bits & ~head;
    equal &= ~head;
  }
  return equal != 0 ? settle(sums, length, first, second, ticksPerUnit, base, equal, bits, previous) : bits;
}

/** Changes in a word of `aboveBits`, those behind the last bar left out. */
@inline
function edgesOf(bits: u64, previous: u64, base: i32, length: i32): u64 {
  const edges = bits ^ ((bits << 1) | previous);
  return base + 64 > length ? edges & (((<u64>1) << (<u64>(length - base))) - 1) : edges;
}

/**
 * The crossings of one pair in a tile, as bits, 64 bars to a word.
 *
 * @param place two numbers: the first bar that differs (−1: none yet), and whether the first average is above
 */
function crossTile(
  sums: usize,
  length: i32,
  ticksPerUnit: f64,
  first: i32,
  second: i32,
  firstCodes: usize,
  secondCodes: usize,
  from: i32,
  bars: i32,
  place: usize,
  above: usize,
  below: usize,
): void {
  const words = (bars + 63) >> 6;
  if (load<i32>(place) < 0 && !findFirst(sums, ticksPerUnit, first, second, from, bars, place)) {
    memory.fill(above, 0, <usize>words << 3);
    memory.fill(below, 0, <usize>words << 3);
    return;
  }
  const begins = load<i32>(place);
  let previous: u64 = <u64>load<u32>(place, 4);
  for (let w = 0; w < words; w++) {
    const base = from + (w << 6);
    const a = firstCodes + (<usize>w << 7);
    const b = secondCodes + (<usize>w << 7);
    const bits = aboveBits(sums, length, ticksPerUnit, first, second, a, b, base, begins, previous);
    const edges = edgesOf(bits, previous, base, length);
    previous = bits >> 63;
    store<u64>(above + (<usize>w << 3), edges & bits);
    store<u64>(below + (<usize>w << 3), edges & ~bits);
  }
  store<u32>(place, <u32>previous, 4);
}

@inline
function firstOf(edges: u64): i32 {
  return <i32>ctz(edges | ((<u64>1) << 63));
}

/**
 * The crossings of one pair in a tile, as a list of bars; each goes the other way than the one before. Three are written
 * for each word whether there are so many or not, which is quicker than to ask.
 *
 * @param place as in `crossTile`: afterwards its second number is the relation at the end of the tile
 * @param events room for 2,051 numbers
 * @returns how many there are
 */
export function crossEvents(
  sums: usize,
  length: i32,
  ticksPerUnit: f64,
  first: i32,
  second: i32,
  firstCodes: usize,
  secondCodes: usize,
  from: i32,
  bars: i32,
  place: usize,
  events: usize,
): i32 {
  if (load<i32>(place) < 0 && !findFirst(sums, ticksPerUnit, first, second, from, bars, place)) return 0;
  const words = (bars + 63) >> 6;
  const begins = load<i32>(place);
  const relation = load<i32>(place, 4);
  let previous: u64 = <u64>relation;
  let at = events;
  for (let w = 0; w < words; w++) {
    const base = from + (w << 6);
    const a = firstCodes + (<usize>w << 7);
    const b = secondCodes + (<usize>w << 7);
    const bits = aboveBits(sums, length, ticksPerUnit, first, second, a, b, base, begins, previous);
    let edges = edgesOf(bits, previous, base, length);
    previous = bits >> 63;
    const count = <i32>popcnt(edges);
    store<i32>(at, base + firstOf(edges));
    edges &= edges - 1;
    store<i32>(at, base + firstOf(edges), 4);
    edges &= edges - 1;
    store<i32>(at, base + firstOf(edges), 8);
    for (let k = 3; k < count; k++) {
      edges &= edges - 1;
      store<i32>(at + (<usize>k << 2), base + firstOf(edges));
    }
    at += <usize>count << 2;
  }
  const found = <i32>((at - events) >> 2);
  store<i32>(place, relation ^ (found & 1), 4);
  return found;
}

/** Length of the longest average. */
export function longestOf(windows: usize, count: i32): i32 {
  let longest = 1;
  for (let k = 0; k < count; k++) longest = n(windows, k) > longest ? n(windows, k) : longest;
  return longest;
}

/**
 * As `crossMeans` of cross-means.ts, with codes of 16 bits, eight to a vector.
 *
 * @param sums of ticks, with eight values before them and 64 behind that may be read
 * @param windows lengths of the averages, `windowCount` of them
 * @param pairs four numbers each: places of the two windows, pointers to the bits above and below
 * @param state two numbers a pair
 * @param scratch `windowCount` × 4,096 bytes
 */
export function crossMeans(
  sums: usize,
  length: i32,
  ticksPerUnit: f64,
  windows: usize,
  windowCount: i32,
  pairs: usize,
  pairCount: i32,
  state: usize,
  scratch: usize,
): void {
  const longest = longestOf(windows, windowCount);
  for (let p = 0; p < pairCount; p++) store<i32>(state + (<usize>p << 3), -1);
  for (let from = 0; from < length; from += TILE) {
    const bars = length - from < TILE ? length - from : TILE;
    codeTile(sums, ticksPerUnit, windows, windowCount, longest, from, bars, scratch);
    for (let p = 0; p < pairCount; p++) {
      const pair = pairs + (<usize>p << 4);
      const a = load<i32>(pair);
      const b = load<i32>(pair, 4);
      const offset = <usize>from >> 3;
      crossTile(
        sums,
        length,
        ticksPerUnit,
        n(windows, a),
        n(windows, b),
        scratch + <usize>a * TILE_BYTES,
        scratch + <usize>b * TILE_BYTES,
        from,
        bars,
        state + (<usize>p << 3),
        <usize>load<u32>(pair, 8) + offset,
        <usize>load<u32>(pair, 12) + offset,
      );
    }
  }
}
