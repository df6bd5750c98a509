/** From so much time after the entry on, another target. */
export type TakeProfitStep = (
  | {
      /** Whole bars since the entry's bar, which is 0. */
      readonly afterBars: number;
    }
  | {
      /** Minutes between the open of the entry's bar and that of the bar that is asked. */
      readonly afterMinutes: number;
    }
) & {
  /** Of the average entry price; below 0 takes a loss of that size, −1 leaves at the first price there is. */
  readonly fraction: number;
};

/** How far from the average entry price profit is taken: a fraction, or steps ascending in time held, of one kind. */
export type TakeProfit = number | readonly TakeProfitStep[];

/** True when steps are all of one kind and each comes later than the one before. */
export function areAscending(steps: readonly TakeProfitStep[]): boolean {
  return steps.every((step, k) => {
    const before = steps[k - 1];
    if (before === undefined) return true;
    if ("afterBars" in step) return "afterBars" in before && step.afterBars > before.afterBars;
    return "afterMinutes" in before && step.afterMinutes > before.afterMinutes;
  });
}

/** True when `barsHeld` bars, or `minutesHeld` minutes, bring the step into force. */
export function isStepReached(step: TakeProfitStep, barsHeld: number, minutesHeld: number): boolean {
  return "afterBars" in step ? step.afterBars <= barsHeld : step.afterMinutes <= minutesHeld;
}

/**
 * The target's price after `barsHeld` bars: average × (1 ± fraction) of the last step reached; NaN before the first
 * one. A step is in force from the open of the first bar that has reached it.
 */
export function targetPrice(
  takeProfit: TakeProfit,
  side: 1 | -1,
  average: number,
  barsHeld: number,
  minutesHeld = NaN,
): number {
  let fraction = NaN;
  if (typeof takeProfit === "number") fraction = takeProfit;
  else for (const step of takeProfit) if (isStepReached(step, barsHeld, minutesHeld)) fraction = step.fraction;
  if (fraction <= -1) return side > 0 ? 0 : Infinity;
  return average * (1 + side * fraction);
}
