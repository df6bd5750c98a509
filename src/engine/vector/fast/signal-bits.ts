import { wordView } from "../../../core/word-view.ts";

/**
 * Masks with 32 bars to a word: bar `i` is bit `i % 32` of word `i / 32`. Bits behind the last bar are 0.
 */
export interface SignalBits {
  readonly entries: Uint32Array;
  readonly exits: Uint32Array;
  /** Null where there is no short side. */
  readonly shortEntries: Uint32Array | null;
  readonly shortExits: Uint32Array | null;
}

/** Words that hold `bars` bits, an even number so that they can be read in pairs. */
export function wordsFor(bars: number): number {
  return 2 * Math.ceil(bars / 64);
}

/** Gathers the lowest bits of four bytes in the highest four of a product. */
const GATHER = 0x10204080;
const ANY_BUT_LOWEST = ~0x01010101;

/** Writes a mask as bits, 32 bars at a time where its bytes lie in words. @returns false when a byte is neither 0 nor 1 */
export function packMask(mask: Uint8Array, out: Uint32Array): boolean {
  const fours = wordView(mask);
  const words = fours === null ? 0 : fours.length >>> 3;
  let seen = 0;
  for (let word = 0; word < words; word++) {
    const end = 8 * word + 8;
    let any = 0;
    for (let k = end - 8; k < end; k++) any |= fours![k]!;
    let bits = 0;
    if (any !== 0) for (let k = end - 8; k < end; k++) bits |= (Math.imul(fours![k]!, GATHER) >>> 28) << ((k & 7) << 2);
    out[word] = bits;
    seen |= any;
  }
  out.fill(0, words);
  for (let i = 32 * words; i < mask.length; i++) {
    const value = mask[i]!;
    seen |= value;
    if (value !== 0) out[i >>> 5]! |= 1 << (i & 31);
  }
  return (seen & ANY_BUT_LOWEST) === 0;
}
