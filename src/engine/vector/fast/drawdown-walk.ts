import type { CloseTable } from "./close-table.ts";

/** The drawdown so far; changed in place. */
export interface DrawdownState {
  peak: number;
  /** The least equity since the peak. */
  lowest: number;
  /** The deepest `(lowest − peak) / peak` of earlier peaks, at or below 0. */
  deepest: number;
}

/** Bars that are looked at together. */
const BLOCK = 64;

/**
 * Takes in the equity of a stretch with one position, bar by bar only where it may make a new peak. Rounding never turns
 * an order around, so the extreme closes give the extreme equities to the bit.
 */
export function walkDrawdown(
  state: DrawdownState,
  { ranges, least, most }: CloseTable,
  close: Float64Array,
  from: number,
  to: number,
  cash: number,
  quantity: number,
  multiplier: number,
): void {
  const isLong = quantity > 0;
  const worst = isLong ? least! : most!;
  const best = isLong ? ranges.mostAround(from, to) : ranges.leastAround(from, to);
  if (cash + quantity * best * multiplier <= state.peak) {
    const around = isLong ? ranges.leastAround(from, to) : ranges.mostAround(from, to);
    if (cash + quantity * around * multiplier >= state.lowest) return;
    const low = cash + quantity * worst.over(from, to) * multiplier;
    if (low < state.lowest) state.lowest = low;
    return;
  }
  for (let i = from; i < to; ) {
    const end = Math.min(to, i - (i % BLOCK) + BLOCK);
    const top = isLong ? ranges.mostAround(i, end) : ranges.leastAround(i, end);
    if (cash + quantity * top * multiplier > state.peak) {
      for (; i < end; i++) see(state, cash + quantity * close[i]! * multiplier);
    } else {
      const low = cash + quantity * worst.over(i, end) * multiplier;
      if (low < state.lowest) state.lowest = low;
      i = end;
    }
  }
}

/** Takes in one value of equity. */
export function see(state: DrawdownState, equity: number): void {
  if (equity > state.peak) {
    closePeak(state);
    state.peak = equity;
    state.lowest = equity;
  } else if (equity < state.lowest) state.lowest = equity;
}

/** Measures the fall from the peak. */
export function closePeak(state: DrawdownState): void {
  const depth = (state.lowest - state.peak) / state.peak;
  if (depth < state.deepest) state.deepest = depth;
}
