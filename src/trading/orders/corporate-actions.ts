import { BacksightError } from "../../core/errors.ts";
import { type AdjustmentStep, adjustmentSteps } from "../../data/prepare/adjustment-steps.ts";
import type { Bars } from "../../market/bars.ts";
import type { CorporateAction } from "../../market/corporate-action.ts";
import type { OrderDesk } from "./order-desk.ts";

/**
 * The corporate actions of one instrument along its bars, for an engine that walks them: each happens to what is held at
 * the close before the first bar of its session, before that bar's open.
 *
 * The same steps as adjusted prices are made of, so that money and prices can't disagree: what `adjustmentSteps` doesn't
 * use is paid to nobody.
 */
export class CorporateActionSchedule {
  private readonly steps: readonly AdjustmentStep[];
  private next = 0;

  /**
   * @param actions of raw bars; of bars adjusted for splits only dividends count, per share of those bars; in any order
   * @throws {BacksightError} BACKSIGHT_ADJUSTED_TWICE when the prices already hold the dividends
   */
  constructor(bars: Bars, actions: readonly CorporateAction[]) {
    const { source, adjustment } = bars;
    if (adjustment === "total" && actions.length > 0)
      throw new BacksightError("BACKSIGHT_ADJUSTED_TWICE", { source, adjustment, mode: "point-in-time" });
    const used = adjustment === "raw" ? actions : actions.filter(({ kind }) => kind === "dividend");
    this.steps = adjustmentSteps(bars, used).steps;
  }

  /** The next bar before whose open something happens; Infinity when nothing more does. */
  get nextBar(): number {
    return this.steps[this.next]?.bar ?? Infinity;
  }

  /** Does to a position, its stops and its orders what happens before the open of bar `i`. */
  applyBefore(i: number, desk: OrderDesk): void {
    for (let step = this.steps[this.next]; step !== undefined && step.bar <= i; step = this.steps[++this.next])
      applyCorporateActions(step, i, desk);
  }
}

/**
 * One day's corporate actions on what is held, before the open of bar `i`: a split restates the position, the trade under
 * way, stops and orders, exactly; then each share as held on the day is paid its dividend (a short one is charged it);
 * then the fraction of a lot that a split left is paid out at the bar's open, without costs.
 */
export function applyCorporateActions({ split, cash }: AdjustmentStep, i: number, { shares }: OrderDesk): void {
  const isSplit = split.numerator !== split.denominator;
  if (isSplit) shares.split(split, i);
  if (cash !== 0) shares.payDividend(cash, i);
  if (isSplit) shares.payOutFraction(i);
}
