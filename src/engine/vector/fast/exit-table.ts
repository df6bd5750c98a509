import type { Bars } from "../../../market/bars.ts";

/** Bars whose lows and highs are kept together, and blocks of those that are. */
const BLOCK = 32;
const BLOCKS = 16;
const SUPER = BLOCK * BLOCKS;

/** Fractions of the entry price; NaN without one. */
export interface ExitLevels {
  readonly stopLoss: number;
  readonly takeProfit: number;
}

/**
 * Where stop and target end the positions of one side: in mode `worst`, the open before the range, the stop before the
 * target. An exit doesn't depend on who entered, so all combinations share the table; each is found when it is asked
 * for first, and blocks of bars that hold none are skipped.
 */
export class ExitTable {
  /** Price before slippage, by entry bar. A stop slips; a target, kept with a minus, doesn't. */
  readonly references: Float64Array;
  private readonly exits: Int32Array;
  private readonly bars: Pick<Bars, "open" | "high" | "low" | "length">;
  private readonly side: 1 | -1;
  private readonly levels: ExitLevels;
  private readonly delay: 0 | 1;
  private readonly lows: Float64Array;
  private readonly highs: Float64Array;

  /** @param delay bars after the entry's own from which on prices count: 0 for entries at an open, 1 at a close */
  constructor(bars: Pick<Bars, "open" | "high" | "low" | "length">, side: 1 | -1, levels: ExitLevels, delay: 0 | 1) {
    this.bars = bars;
    this.side = side;
    this.levels = levels;
    this.delay = delay;
    this.exits = new Int32Array(bars.length).fill(-1);
    this.references = new Float64Array(bars.length);
    this.lows = leastOf(bars.low, 1);
    this.highs = leastOf(bars.high, -1);
  }

  /** Bar that ends a position entered in bar `entry` at `price`; the number of bars when none does. */
  exitOf(entry: number, price: number): number {
    const known = this.exits[entry]!;
    if (known >= 0) return known;
    const { side, bars, references } = this;
    const stop = price * (1 - side * this.levels.stopLoss);
    const target = price * (1 + side * this.levels.takeProfit);
    const bar = this.find(entry + this.delay, stop, target);
    this.exits[entry] = bar;
    if (bar === bars.length) return bar;
    const open = bars.open[bar]!;
    const isStopped = side > 0 ? bars.low[bar]! <= stop : bars.high[bar]! >= stop;
    if (side > 0 ? open <= stop : open >= stop) references[entry] = open;
    else if (side > 0 ? open >= target : open <= target) references[entry] = -open;
    else references[entry] = isStopped ? stop : -target;
    return bar;
  }

  private find(from: number, stop: number, target: number): number {
    const { high, low, length } = this.bars;
    const { lows, highs, side } = this;
    // Both sides ask the same of a bar: is its low at the lower level, or its high at the upper one? NaN: never.
    const [lower, upper] = side > 0 ? [stop, target] : [target, stop];
    const supers = Math.ceil(length / BLOCK);
    let i = from;
    while (i < length) {
      const block = i / BLOCK;
      const above = supers + i / SUPER;
      if (i % SUPER === 0 && !(lows[above]! <= lower) && !(-highs[above]! >= upper)) i += SUPER;
      else if (i % BLOCK === 0 && !(lows[block]! <= lower) && !(-highs[block]! >= upper)) i += BLOCK;
      else if (low[i]! <= lower || high[i]! >= upper) return i;
      else i++;
    }
    return length;
  }
}

/** The least of sign × price over each block of 32 bars, then over each 16 of those. */
export function leastOf(prices: Float64Array, sign: 1 | -1): Float64Array {
  const blocks = Math.ceil(prices.length / BLOCK);
  const out = new Float64Array(blocks + Math.ceil(blocks / BLOCKS)).fill(Infinity);
  for (let i = 0; i < prices.length; i++) {
    const block = Math.floor(i / BLOCK);
    out[block] = Math.min(out[block]!, sign * prices[i]!);
  }
  for (let block = 0; block < blocks; block++) {
    const at = blocks + Math.floor(block / BLOCKS);
    out[at] = Math.min(out[at]!, out[block]!);
  }
  return out;
}
