/** As `leastOf` of extreme-table.ts: the least of whole blocks. Vectors, because a choice between numbers is a branch. */
@inline
export function leastOf(pairs: usize, blocks: i32, first: i32, end: i32): f64 {
  const level = 31 - clz(end - first);
  const row = pairs + ((<usize>level * <usize>blocks) << 4);
  const a = v128.load(row + (<usize>first << 4));
  const b = v128.load(row + (<usize>(end - (1 << level)) << 4));
  return f64x2.extract_lane(f64x2.pmin(a, b), 0);
}

/** The most of them. */
@inline
export function mostOf(pairs: usize, blocks: i32, first: i32, end: i32): f64 {
  const level = 31 - clz(end - first);
  const row = pairs + ((<usize>level * <usize>blocks) << 4);
  const a = v128.load(row + (<usize>first << 4));
  const b = v128.load(row + (<usize>(end - (1 << level)) << 4));
  return f64x2.extract_lane(f64x2.pmax(a, b), 1);
}

/** Of all blocks that hold one of the bars `from` to `to` (excluded). */
@inline
export function leastAround(pairs: usize, blocks: i32, from: i32, to: i32): f64 {
  return leastOf(pairs, blocks, from >> 6, ((to - 1) >> 6) + 1);
}

@inline
export function mostAround(pairs: usize, blocks: i32, from: i32, to: i32): f64 {
  return mostOf(pairs, blocks, from >> 6, ((to - 1) >> 6) + 1);
}

@inline
export function touches(pairs: usize, blocks: i32, block: i32, level: i32, lower: f64, upper: f64): bool {
  const at = pairs + ((<usize>level * <usize>blocks + <usize>block) << 4);
  return load<f64>(at) <= lower || load<f64>(at, 8) >= upper;
}

/**
 * As `ExtremeTable.over`: the least of bars `from` to `to` (excluded), by four looks that may overlap and no branch where
 * there are fewer than 256.
 */
@inline
export function leastOver(levels: usize, length: i32, from: i32, to: i32): f64 {
  const count = to - from;
  const level = min<i32>(3, (31 - clz(count)) >> 1);
  const width = 1 << (2 * level);
  const row = levels + ((<usize>level * <usize>length) << 3);
  const end = to - width;
  const second = from + width < end ? from + width : end;
  const third = from + 2 * width < end ? from + 2 * width : end;
  const a = f64x2.pmin(v128.load64_zero(row + (<usize>from << 3)), v128.load64_zero(row + (<usize>end << 3)));
  const b = f64x2.pmin(v128.load64_zero(row + (<usize>second << 3)), v128.load64_zero(row + (<usize>third << 3)));
  let least = f64x2.extract_lane(f64x2.pmin(a, b), 0);
  for (let i = from + 192; i < end; i += 64) {
    const other = load<f64>(row + (<usize>i << 3));
    least = other < least ? other : least;
  }
  return least;
}

/** The lesser of two numbers, without a branch. */
@inline
export function lesser(a: f64, b: f64): f64 {
  return f64x2.extract_lane(f64x2.pmin(f64x2.splat(a), f64x2.splat(b)), 0);
}
