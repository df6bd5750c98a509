/** From so many bars after the entry's on, another target. */
export interface TakeProfitStep {
  /** Whole bars since the entry's bar, which is 0. */
  readonly afterBars: number;
  /** Of the average entry price; below 0 takes a loss of that size, −1 leaves at the first price there is. */
  readonly fraction: number;
}

/** How far from the average entry price profit is taken: a fraction, or steps ascending in bars held. */
export type TakeProfit = number | readonly TakeProfitStep[];

/**
 * The target's price after `barsHeld` bars: average × (1 ± fraction) of the last step reached; NaN before the first
 * one. A step is in force from its bar's open on.
 */
export function targetPrice(takeProfit: TakeProfit, side: 1 | -1, average: number, barsHeld: number): number {
  let fraction = NaN;
  if (typeof takeProfit === "number") fraction = takeProfit;
  else for (const step of takeProfit) if (step.afterBars <= barsHeld) fraction = step.fraction;
  if (fraction <= -1) return side > 0 ? 0 : Infinity;
  return average * (1 + side * fraction);
}
