import { BacksightError } from "../../core/errors.ts";
import type { Bars } from "../../market/bars.ts";
import type { CorporateAction } from "../../market/corporate-action.ts";
import { createBars } from "../../market/create-bars.ts";
import {
  type ActionFinding,
  type AdjustmentStep,
  adjustmentSteps,
  type DividendConvention,
} from "./adjustment-steps.ts";
import { type Ratio, ratio, times } from "./ratio.ts";

/** Prices as they could be known at each bar, for signals; money moves at raw prices. */
export interface PointInTimeBars {
  /**
   * Bars in shares of the *first* session, dividends put back in: raw price at bar j divided by `level` at j. A bar's
   * values depend on nothing after it. What a person at bar i saw, adjusted with all that was known by then, is these
   * prices up to i times `level` at i: crossings, ratios, ranks and all else that doesn't depend on the unit are the
   * same on both; a price derived from them (an average, a stop) is in raw money at i once multiplied by `level` at i.
   */
  readonly bars: Bars;
  /** Product of all factors up to and including the bar's own session: 1 before the first action. */
  readonly level: Float64Array;
  readonly findings: readonly ActionFinding[];
}

/**
 * Bars for point-in-time signals: adjusted forwards from the first session, so that no value changes when a later
 * action becomes known.
 *
 * @param bars raw prices
 * @throws {BacksightError} BACKSIGHT_ADJUSTED_TWICE when they aren't raw
 */
export function pointInTimeBars(
  bars: Bars,
  actions: readonly CorporateAction[],
  dividends: DividendConvention = "prior-close",
): PointInTimeBars {
  if (bars.adjustment !== "raw") {
    const { source, adjustment } = bars;
    throw new BacksightError("BACKSIGHT_ADJUSTED_TWICE", { source, adjustment, mode: "point-in-time" });
  }
  const { steps, findings } = adjustmentSteps(bars, actions, dividends);
  const level = new Float64Array(bars.length).fill(1);
  const [open, high, low, close] = [bars.open.slice(), bars.high.slice(), bars.low.slice(), bars.close.slice()];
  const volume = bars.volume.slice();
  let split: Ratio = ratio(1, 1);
  let paid = 1;
  for (const [s, step] of steps.entries()) {
    split = times(split, step.split);
    paid *= step.dividend;
    const to = steps[s + 1]?.bar ?? bars.length;
    const { numerator, denominator } = split;
    for (let i = step.bar; i < to; i++) {
      level[i] = (numerator / denominator) * paid;
      open[i] = (open[i]! * denominator) / numerator / paid;
      high[i] = (high[i]! * denominator) / numerator / paid;
      low[i] = (low[i]! * denominator) / numerator / paid;
      close[i] = (close[i]! * denominator) / numerator / paid;
      volume[i] = (volume[i]! * numerator) / denominator;
    }
  }
  const forward = createBars({
    ...bars,
    open,
    high,
    low,
    close,
    volume,
    adjustment: "total",
    ticksPerUnit: steps.length === 0 ? bars.ticksPerUnit : null,
  });
  return { bars: forward, level, findings };
}

/** The closes up to bar `i` as a person there saw them, adjusted with all actions known by then. The plain form, for checks. */
export function closesAsSeenAt({ close, session }: Bars, steps: readonly AdjustmentStep[], i: number): Float64Array {
  const seen = close.slice(0, i + 1);
  for (const { day, bar, split, dividend } of steps) {
    if (day > session[i]!) break;
    for (let j = 0; j < bar; j++) seen[j] = ((seen[j]! * split.numerator) / split.denominator) * dividend;
  }
  return seen;
}
