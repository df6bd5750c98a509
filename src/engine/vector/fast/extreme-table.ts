/** Bars whose extremes are kept together: 64. */
const SHIFT = 6;
const BLOCK = 1 << SHIFT;

/** Makes an array of a length, in whichever memory. */
export type CreateColumn = (length: number) => Float64Array;

export const plainColumn: CreateColumn = (length) => new Float64Array(length);

/**
 * The least or the most of any stretch of a column in a fixed number of steps: a sparse table over blocks of bars, and
 * one over the bars inside blocks (Bender & Farach-Colton 2000).
 */
export class ExtremeTable {
  private readonly length: number;
  private readonly sign: number;
  private readonly blocks: number;
  /** Least of sign × value over 1, 2, 4 … 64 bars from each bar on, level after level. */
  readonly bars: Float64Array;
  /** The same over blocks. */
  readonly wide: Float64Array;

  /**
   * @param sign 1: the least; −1: the most
   * @param isExact false: only `around` is asked for, and the table is small
   * @param create makes an array of a length
   */
  constructor(values: Float64Array, sign: 1 | -1, isExact = true, create: CreateColumn = plainColumn) {
    const { length } = values;
    this.length = length;
    this.sign = sign;
    this.blocks = (length + BLOCK - 1) >> SHIFT;
    const blocks = new Float64Array(this.blocks).fill(Infinity);
    for (let i = 0; i < length; i++) blocks[i >> SHIFT] = Math.min(blocks[i >> SHIFT]!, sign * values[i]!);
    this.bars = isExact ? levelsOf(values, sign, SHIFT, create) : create(0);
    this.wide = levelsOf(blocks, 1, 31 - Math.clz32(this.blocks), create);
  }

  /** The extreme of bars `from` to `to` (excluded), to the bit. */
  over(from: number, to: number): number {
    const { bars, wide, length } = this;
    const count = to - from;
    if (count < 2 * BLOCK) return this.sign * least(bars, length, from, to);
    const [first, last] = [(from + BLOCK - 1) >> SHIFT, to >> SHIFT];
    const ends = Math.min(bars[SHIFT * length + from]!, bars[SHIFT * length + to - BLOCK]!);
    return this.sign * (last > first ? Math.min(ends, least(wide, this.blocks, first, last)) : ends);
  }

  /** The extreme of all blocks that hold one of these bars: never less extreme than `over`, and quicker. */
  around(from: number, to: number): number {
    return this.sign * least(this.wide, this.blocks, from >> SHIFT, ((to - 1) >> SHIFT) + 1);
  }
}

function least(levels: Float64Array, length: number, from: number, to: number): number {
  const level = 31 - Math.clz32(to - from);
  const row = level * length;
  const a = levels[row + from]!;
  const b = levels[row + to - (1 << level)]!;
  return Math.min(a, b);
}

/** Row `k` holds at `i` the least of the 2ᵏ values from `i` on, times the sign; row 0 are the values themselves. */
function levelsOf(values: Float64Array, sign: number, count: number, create: CreateColumn): Float64Array {
  const { length } = values;
  const levels = create((count + 1) * length);
  for (let i = 0; i < length; i++) levels[i] = sign * values[i]!;
  for (let level = 1; level <= count; level++) {
    const row = level * length;
    const below = row - length;
    const half = 1 << (level - 1);
    for (let i = 0; i + 2 * half <= length; i++) {
      const a = levels[below + i]!;
      const b = levels[below + i + half]!;
      levels[row + i] = Math.min(a, b);
    }
  }
  return levels;
}
