/** Streams that go side by side, one to a lane, and the paths that each of them draws. */
const LANES: i32 = 4;
const PATHS_PER_STREAM: i32 = 64;
const COLUMN: usize = <usize>(LANES * PATHS_PER_STREAM) << 3;

/**
 * `draw % rows` of four lanes, unsigned. The high half of draw × ⌊2³² ÷ rows⌋ is the quotient or one less, so that what is left
 * is below 2 × rows; less rows it wraps around where it was below.
 */
@inline
function remainders(draw: v128, rows: v128, inverse: v128): v128 {
  const low = i64x2.extmul_low_i32x4_u(draw, inverse);
  const high = i64x2.extmul_high_i32x4_u(draw, inverse);
  const left = i32x4.sub(draw, i32x4.mul(v128.shuffle<i32>(low, high, 1, 3, 5, 7), rows));
  return i32x4.min_u(left, i32x4.sub(left, rows));
}

/** Two lanes of one path into a column: lanes are 64 values apart. */
@inline
function put(column: usize, path: i32, low: v128, high: v128): void {
  const at = column + (<usize>path << 3);
  v128.store64_lane(at, low, 0);
  v128.store64_lane(at + 512, low, 1);
  v128.store64_lane(at + 1024, high, 0);
  v128.store64_lane(at + 1536, high, 1);
}

/**
 * Four streams of 64 paths each, drawn from a record with replacement and followed.
 *
 * @param factors 1 + return of each row, above 0
 * @param last the largest draw that isn't rejected, unsigned
 * @param states xoshiro128** of the four streams: four numbers a, then b, c, d; moved
 * @param horizons periods at which equity is kept, ascending; the last one is `periods`
 * @param places room for four row numbers per period
 * @param out a column of 256 values for each horizon, then the deepest drawdown, the lowest equity and the longest time
 *   below a peak
 */
export function bootstrap(
  factors: usize,
  rows: i32,
  last: i32,
  periods: i32,
  startingCash: f64,
  states: usize,
  horizons: usize,
  horizonCount: i32,
  places: usize,
  out: usize,
): void {
  const divisor = i32x4.splat(rows);
  const inverse = i32x4.splat(rows == 1 ? -1 : <i32>(((<u64>1) << 32) / <u64>rows));
  const base = i32x4.splat(<i32>factors);
  const sign = i32x4.splat(i32.MIN_VALUE);
  const largest = i32x4.splat(last ^ i32.MIN_VALUE);
  const cash = f64x2.splat(startingCash);
  const zero = f64x2.splat(0);
  const one = i32x4.splat(1);
  const drawdowns = out + <usize>horizonCount * COLUMN;
  let a = v128.load(states);
  let b = v128.load(states, 16);
  let c = v128.load(states, 32);
  let d = v128.load(states, 48);
  for (let path = 0; path < PATHS_PER_STREAM; path++) {
    let drawn = places;
    for (let period = 0; period < periods; period++) {
      let five = i32x4.add(i32x4.shl(b, 2), b);
      five = v128.or(i32x4.shl(five, 7), i32x4.shr_u(five, 25));
      let draw = i32x4.add(i32x4.shl(five, 3), five);
      let t = i32x4.shl(b, 9);
      c = v128.xor(c, a);
      d = v128.xor(d, b);
      b = v128.xor(b, c);
      a = v128.xor(a, d);
      c = v128.xor(c, t);
      d = v128.or(i32x4.shl(d, 11), i32x4.shr_u(d, 21));
      let rejected = i32x4.gt_s(v128.xor(draw, sign), largest);
      while (v128.any_true(rejected)) {
        five = i32x4.add(i32x4.shl(b, 2), b);
        five = v128.or(i32x4.shl(five, 7), i32x4.shr_u(five, 25));
        draw = v128.bitselect(i32x4.add(i32x4.shl(five, 3), five), draw, rejected);
        t = i32x4.shl(b, 9);
        const c1 = v128.xor(c, a);
        const d1 = v128.xor(d, b);
        const b1 = v128.xor(b, c1);
        a = v128.bitselect(v128.xor(a, d1), a, rejected);
        b = v128.bitselect(b1, b, rejected);
        c = v128.bitselect(v128.xor(c1, t), c, rejected);
        d = v128.bitselect(v128.or(i32x4.shl(d1, 11), i32x4.shr_u(d1, 21)), d, rejected);
        rejected = v128.and(rejected, i32x4.gt_s(v128.xor(draw, sign), largest));
      }
      v128.store(drawn, i32x4.add(i32x4.shl(remainders(draw, divisor, inverse), 3), base));
      drawn += 16;
    }

    let money0 = cash;
    let money1 = cash;
    let peak0 = cash;
    let peak1 = cash;
    let least0 = cash;
    let least1 = cash;
    let deepest0 = zero;
    let deepest1 = zero;
    let under = i32x4.splat(0);
    let longest = under;
    let column = out;
    let next = load<i32>(horizons);
    let kept = 0;
    if (next == 0) {
      put(column, path, cash, cash);
      kept = 1;
      column += COLUMN;
      next = load<i32>(horizons, 4);
    }
    drawn = places;
    for (let period = 1; period <= periods; period++) {
      money0 = f64x2.mul(money0, v128.load64_lane(load<u32>(drawn, 4), v128.load64_zero(load<u32>(drawn)), 1));
      money1 = f64x2.mul(money1, v128.load64_lane(load<u32>(drawn, 12), v128.load64_zero(load<u32>(drawn, 8)), 1));
      drawn += 16;
      peak0 = f64x2.pmax(peak0, money0);
      peak1 = f64x2.pmax(peak1, money1);
      least0 = f64x2.pmin(least0, money0);
      least1 = f64x2.pmin(least1, money1);
      deepest0 = f64x2.pmin(deepest0, f64x2.div(f64x2.sub(money0, peak0), peak0));
      deepest1 = f64x2.pmin(deepest1, f64x2.div(f64x2.sub(money1, peak1), peak1));
      // Counts begin anew at a peak.
      const isPeak = v128.shuffle<i32>(f64x2.ge(money0, peak0), f64x2.ge(money1, peak1), 0, 2, 4, 6);
      under = v128.andnot(i32x4.add(under, one), isPeak);
      longest = i32x4.max_s(longest, under);
      if (period == next) {
        put(column, path, money0, money1);
        column += COLUMN;
        if (++kept < horizonCount) next = load<i32>(horizons + (<usize>kept << 2));
      }
    }
    put(drawdowns, path, deepest0, deepest1);
    put(drawdowns + COLUMN, path, least0, least1);
    const high = v128.shuffle<i64>(longest, longest, 1, 1);
    put(drawdowns + 2 * COLUMN, path, f64x2.convert_low_i32x4_u(longest), f64x2.convert_low_i32x4_u(high));
  }
  v128.store(states, a);
  v128.store(states, b, 16);
  v128.store(states, c, 32);
  v128.store(states, d, 48);
}
