/** Bars whose extremes are kept together: 2⁶. */
export const BLOCK_SHIFT = 6;
const BLOCK = 1 << BLOCK_SHIFT;

/**
 * The least of one column and the most of another over blocks of 64 bars: a sparse table (Bender & Farach-Colton 2000),
 * both numbers side by side so that one look tells what a stretch of bars can have seen.
 */
export class BlockRanges {
  readonly blocks: number;
  /** Level `k` holds for each block the extremes of 2ᵏ blocks from there on: least, most. */
  readonly pairs: Float64Array;

  constructor(lows: Float64Array, highs: Float64Array) {
    const { length } = lows;
    const blocks = (length + BLOCK - 1) >> BLOCK_SHIFT;
    const levels = 32 - Math.clz32(blocks);
    const pairs = new Float64Array(2 * blocks * levels);
    for (let block = 0; block < blocks; block++) {
      const end = Math.min(length, (block + 1) << BLOCK_SHIFT);
      let least = lows[block << BLOCK_SHIFT]!;
      let most = highs[block << BLOCK_SHIFT]!;
      for (let i = (block << BLOCK_SHIFT) + 1; i < end; i++) {
        least = Math.min(least, lows[i]!);
        most = Math.max(most, highs[i]!);
      }
      pairs[2 * block] = least;
      pairs[2 * block + 1] = most;
    }
    for (let level = 1; level < levels; level++) {
      const row = 2 * blocks * level;
      const half = 1 << (level - 1);
      for (let at = row; at + 4 * half <= row + 2 * blocks; at += 2) {
        const [a, b] = [at - 2 * blocks, at - 2 * blocks + 2 * half];
        pairs[at] = Math.min(pairs[a]!, pairs[b]!);
        pairs[at + 1] = Math.max(pairs[a + 1]!, pairs[b + 1]!);
      }
    }
    this.blocks = blocks;
    this.pairs = pairs;
  }

  /** The least of all blocks that hold one of the bars `from` to `to` (excluded): never above that of those bars. */
  leastAround(from: number, to: number): number {
    return this.leastOf(from >> BLOCK_SHIFT, ((to - 1) >> BLOCK_SHIFT) + 1);
  }

  /** The most of them. */
  mostAround(from: number, to: number): number {
    return this.mostOf(from >> BLOCK_SHIFT, ((to - 1) >> BLOCK_SHIFT) + 1);
  }

  /** True when 2ˡᵉᵛᵉˡ blocks from `block` on reach down to a price, or up to another. */
  touches(block: number, level: number, lower: number, upper: number): boolean {
    const at = 2 * (level * this.blocks + block);
    return this.pairs[at]! <= lower || this.pairs[at + 1]! >= upper;
  }

  /** The least of whole blocks. */
  leastOf(first: number, end: number): number {
    const { pairs, blocks } = this;
    const level = 31 - Math.clz32(end - first);
    const a = pairs[2 * (level * blocks + first)]!;
    const b = pairs[2 * (level * blocks + end - (1 << level))]!;
    return Math.min(a, b);
  }

  /** The most of whole blocks. */
  mostOf(first: number, end: number): number {
    const { pairs, blocks } = this;
    const level = 31 - Math.clz32(end - first);
    const a = pairs[2 * (level * blocks + first) + 1]!;
    const b = pairs[2 * (level * blocks + end - (1 << level)) + 1]!;
    return Math.max(a, b);
  }
}

/** Levels that are kept besides the values themselves: over 4, 16 and 64 bars. */
export const LEVELS = 3;

/** The least or the most of any stretch of a column, to the bit, by few looks at a table of short stretches. */
export class ExtremeTable {
  private readonly length: number;
  private readonly sign: 1 | -1;
  /** Least of sign × value over 1, 4, 16 and 64 bars from each bar on, level after level. */
  private readonly levels: Float64Array;

  /** @param sign 1: the least; −1: the most */
  constructor(values: Float64Array, sign: 1 | -1) {
    const { length } = values;
    const levels = new Float64Array((LEVELS + 1) * length);
    for (let i = 0; i < length; i++) levels[i] = sign * values[i]!;
    for (let level = 1; level <= LEVELS; level++) {
      const row = level * length;
      const below = row - length;
      const step = 1 << (2 * level - 2);
      for (let i = 0; i + 4 * step <= length; i++) {
        const at = below + i;
        let least = levels[at]!;
        if (levels[at + step]! < least) least = levels[at + step]!;
        if (levels[at + 2 * step]! < least) least = levels[at + 2 * step]!;
        if (levels[at + 3 * step]! < least) least = levels[at + 3 * step]!;
        levels[row + i] = least;
      }
    }
    this.length = length;
    this.sign = sign;
    this.levels = levels;
  }

  /** The extreme of bars `from` to `to` (excluded). */
  over(from: number, to: number): number {
    const { levels, length, sign } = this;
    const level = Math.min(LEVELS, (31 - Math.clz32(to - from)) >> 1);
    const width = 1 << (2 * level);
    const row = level * length;
    const end = row + to - width;
    let extreme = levels[end]!;
    for (let i = row + from; i < end; i += width) if (levels[i]! < extreme) extreme = levels[i]!;
    return sign * extreme;
  }
}
