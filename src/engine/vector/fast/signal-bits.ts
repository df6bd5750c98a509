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

/** Writes a mask of 0 and 1 as bits. */
export function packMask(mask: Uint8Array, out: Uint32Array): void {
  out.fill(0);
  for (let i = 0; i < mask.length; i++) if (mask[i] !== 0) out[i >>> 5]! |= 1 << (i & 31);
}
