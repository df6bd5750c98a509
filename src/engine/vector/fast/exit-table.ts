import type { Bars } from "../../../market/bars.ts";
import { BLOCK_SHIFT, BlockRanges } from "./extreme-table.ts";

/** Fractions of the entry price but one; NaN without one. */
export interface ExitLevels {
  readonly stopLoss: number;
  /** Of the best price since the entry. */
  readonly trailingStop: number;
  readonly takeProfit: number;
}

/**
 * Where stop and target end the positions of one side: in mode `worst`, the open before the range, the stop before the
 * target. An exit doesn't depend on who entered, so all combinations share the table; each is found when it is asked
 * for first, and blocks of bars that hold none are skipped.
 */
export class ExitTable {
  /** By entry bar; −1: not known yet. */
  readonly exits: Int32Array;
  /** Price before slippage, by entry bar. A stop slips; a target, kept with a minus, doesn't. */
  readonly references: Float64Array;
  private readonly bars: Pick<Bars, "open" | "high" | "low" | "length">;
  private readonly side: 1 | -1;
  private readonly levels: ExitLevels;
  private readonly delay: 0 | 1;
  private readonly ranges: BlockRanges;
  /** The stop in force where the last exit was found. */
  private stop = NaN;

  /** @param delay bars after the entry's own from which on prices count: 0 for entries at an open, 1 at a close */
  constructor(bars: Pick<Bars, "open" | "high" | "low" | "length">, side: 1 | -1, levels: ExitLevels, delay: 0 | 1) {
    this.exits = new Int32Array(bars.length).fill(-1);
    this.references = new Float64Array(bars.length);
    this.bars = bars;
    this.side = side;
    this.levels = levels;
    this.delay = delay;
    this.ranges = new BlockRanges(bars.low, bars.high);
  }

  /** Bar that ends a position entered in bar `entry` at `price`; the number of bars when none does. */
  exitOf(entry: number, price: number): number {
    const known = this.exits[entry]!;
    if (known >= 0) return known;
    const { side, bars, references, levels } = this;
    this.stop = price * (1 - side * levels.stopLoss);
    const target = price * (1 + side * levels.takeProfit);
    const from = entry + this.delay;
    const bar = Number.isNaN(levels.trailingStop)
      ? this.find(from, this.stop, target)
      : this.findTrailed(from, price, this.stop, target);
    this.exits[entry] = bar;
    if (bar === bars.length) return bar;
    const { stop } = this;
    const open = bars.open[bar]!;
    const isStopped = side > 0 ? bars.low[bar]! <= stop : bars.high[bar]! >= stop;
    if (side > 0 ? open <= stop : open >= stop) references[entry] = open;
    else if (side > 0 ? open >= target : open <= target) references[entry] = -open;
    else references[entry] = isStopped ? stop : -target;
    return bar;
  }

  /** The same for exits before bar `to`, of which a look at blocks mostly tells that there are none; else any later bar. */
  exitBefore(to: number, entry: number, price: number): number {
    const { side, levels, ranges } = this;
    const [least, most] = [ranges.leastAround(entry, to), ranges.mostAround(entry, to)];
    const best = side > 0 ? Math.max(price, most) : Math.min(price, least);
    const stop = this.nearer(price * (1 - side * levels.stopLoss), best);
    const target = price * (1 + side * levels.takeProfit);
    const isNear = least <= (side > 0 ? stop : target) || most >= (side > 0 ? target : stop);
    return isNear ? this.exitOf(entry, price) : this.bars.length;
  }

  /** The nearer one of a fixed stop and of that behind a best price; either may be NaN. */
  private nearer(stop: number, best: number): number {
    const { side, levels } = this;
    const trailing = best * (1 - side * levels.trailingStop);
    if (Number.isNaN(trailing)) return stop;
    if (Number.isNaN(stop)) return trailing;
    return side > 0 ? Math.max(stop, trailing) : Math.min(stop, trailing);
  }

  /** As `find`, of a stop that follows the best price of the bars before; `this.stop` is where it was then. */
  private findTrailed(from: number, price: number, fixed: number, target: number): number {
    const { side, ranges, bars } = this;
    const { high, low, length } = bars;
    const { blocks, pairs } = ranges;
    let best = price;
    const isReached = (least: number, most: number, stop: number) =>
      least <= (side > 0 ? stop : target) || most >= (side > 0 ? target : stop);
    const better = (least: number, most: number) => (side > 0 ? Math.max(best, most) : Math.min(best, least));
    /** Passes blocks in which even the stop that their best price sets isn't reached. */
    const passes = (block: number, level: number): boolean => {
      if (block + (1 << level) > blocks) return false;
      const at = 2 * (level * blocks + block);
      const then = better(pairs[at]!, pairs[at + 1]!);
      if (isReached(pairs[at]!, pairs[at + 1]!, this.nearer(fixed, then))) return false;
      best = then;
      return true;
    };
    for (let i = from; i < length; ) {
      const end = Math.min(length, ((i >> BLOCK_SHIFT) + 1) << BLOCK_SHIFT);
      for (; i < end; i++) {
        this.stop = this.nearer(fixed, best);
        if (isReached(low[i]!, high[i]!, this.stop)) return i;
        best = better(low[i]!, high[i]!);
      }
      if (i === length) break;
      let block = i >> BLOCK_SHIFT;
      let level = 0;
      while (passes(block, level)) block += 1 << level++;
      while (--level >= 0) if (passes(block, level)) block += 1 << level;
      i = block << BLOCK_SHIFT;
    }
    return length;
  }

  private find(from: number, stop: number, target: number): number {
    const { side, ranges } = this;
    const { blocks } = ranges;
    // Both sides ask the same of a bar: is its low at the lower level, or its high at the upper one? NaN: never.
    const lower = side > 0 ? stop : target;
    const upper = side > 0 ? target : stop;
    const first = from >> BLOCK_SHIFT;
    if (first >= blocks) return this.bars.length;
    const near = this.findIn(from, first, lower, upper);
    if (near >= 0) return near;
    // Ever wider steps over blocks that hold none, then ever narrower ones up to the block that does.
    let block = first + 1;
    let level = 0;
    while (block + (1 << level) <= blocks && !ranges.touches(block, level, lower, upper)) block += 1 << level++;
    while (--level >= 0) {
      if (block + (1 << level) <= blocks && !ranges.touches(block, level, lower, upper)) block += 1 << level;
    }
    return block < blocks ? this.findIn(block << BLOCK_SHIFT, block, lower, upper) : this.bars.length;
  }

  /** −1 where no bar of the block from `from` on does. */
  private findIn(from: number, block: number, lower: number, upper: number): number {
    const { high, low, length } = this.bars;
    const end = Math.min(length, (block + 1) << BLOCK_SHIFT);
    for (let i = from; i < end; i++) if (low[i]! <= lower || high[i]! >= upper) return i;
    return -1;
  }
}
