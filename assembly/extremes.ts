import { f } from "./context";

/** The least of the values `from` to `to` (excluded), from levels of 1, 2, 4 … values. */
@inline
export function least(levels: usize, length: i32, from: i32, to: i32): f64 {
  const level = 31 - clz(to - from);
  const row = levels + ((<usize>level * <usize>length) << 3);
  const a = f(row, from);
  const b = f(row, to - (1 << level));
  return a < b ? a : b;
}

/** The extreme of bars `from` to `to` (excluded), with the table's sign. */
export function over(bars: usize, wide: usize, length: i32, blocks: i32, from: i32, to: i32): f64 {
  if (to - from < 128) return least(bars, length, from, to);
  const row = bars + ((<usize>6 * <usize>length) << 3);
  const a = f(row, from);
  const b = f(row, to - 64);
  const ends = a < b ? a : b;
  const first = (from + 63) >> 6;
  const last = to >> 6;
  if (last <= first) return ends;
  const middle = least(wide, blocks, first, last);
  return middle < ends ? middle : ends;
}

/** The extreme of all blocks that hold one of these bars, with the table's sign. */
@inline
export function around(wide: usize, blocks: i32, from: i32, to: i32): f64 {
  return least(wide, blocks, from >> 6, ((to - 1) >> 6) + 1);
}
