import { BacksightError } from "../../core/errors.ts";
import type { Adjustment, Bars } from "../../market/bars.ts";
import { retagBars } from "../../market/compact/compact-bars.ts";
import type { CorporateAction } from "../../market/corporate-action.ts";
import { createBars } from "../../market/create-bars.ts";
import { type ActionFinding, adjustmentSteps, type DividendConvention } from "./adjustment-steps.ts";
import { type Ratio, ratio, times } from "./ratio.ts";

export interface AdjustOptions {
  /** splits: prices and volumes in shares of the last bar. total: prices also less the dividends paid later. */
  readonly mode: "none" | "splits" | "total";
  readonly dividends?: DividendConvention;
}

export interface AdjustedBars {
  readonly bars: Bars;
  /** Actions that weren't used, or look wrong. */
  readonly findings: readonly ActionFinding[];
}

/**
 * Bars adjusted backwards: before each split's session prices are multiplied by from/to and volumes by to/from; with
 * "total", prices before each ex-date also by the dividend's factor. The last session keeps its raw prices. Products of
 * splits are exact ratios, so that a price is multiplied and divided once.
 *
 * @param bars raw prices for "splits"; raw or split-adjusted ones for "total" (amounts in the same share basis)
 * @param actions in any order; those after the last bar's session are not used
 * @throws {BacksightError} BACKSIGHT_ADJUSTED_TWICE when the bars' tag says that it was done already
 */
export function adjustBars(bars: Bars, actions: readonly CorporateAction[], options: AdjustOptions): AdjustedBars {
  const { mode, dividends = "prior-close" } = options;
  if (mode === "none") return { bars, findings: [] };
  const isSplitAdjusted = bars.adjustment === "split";
  if (bars.adjustment === "total" || (isSplitAdjusted && mode === "splits")) {
    throw new BacksightError("BACKSIGHT_ADJUSTED_TWICE", { source: bars.source, adjustment: bars.adjustment, mode });
  }
  const used = isSplitAdjusted ? actions.filter(({ kind }) => kind === "dividend") : actions;
  const { steps, findings } = adjustmentSteps(bars, used, dividends);
  const adjustment: Adjustment = mode === "splits" ? "split" : "total";
  const notes = [
    ...bars.notes,
    ...findings.map(({ action, problem }) => `the ${action.kind} of day ${action.day}: ${problem}`),
  ];
  if (steps.length === 0) return { bars: retagBars(bars, { adjustment, notes }), findings };
  const open = bars.open.slice();
  const high = bars.high.slice();
  const low = bars.low.slice();
  const close = bars.close.slice();
  const volume = bars.volume.slice();
  let split: Ratio = ratio(1, 1);
  let paid = 1;
  for (let s = steps.length - 1; s >= 0; s--) {
    const step = steps[s]!;
    split = times(split, step.split);
    if (mode === "total") paid *= step.dividend;
    const from = steps[s - 1]?.bar ?? 0;
    for (const prices of [open, high, low, close]) multiply(prices, from, step.bar, split, paid);
    multiply(volume, from, step.bar, { numerator: split.denominator, denominator: split.numerator }, 1);
  }
  const adjusted = createBars({
    ...bars,
    open,
    high,
    low,
    close,
    volume,
    adjustment,
    ticksPerUnit: undefined,
    notes,
  });
  return { bars: adjusted, findings };
}

function multiply(
  column: Float64Array,
  from: number,
  to: number,
  { numerator, denominator }: Ratio,
  factor: number,
): void {
  for (let i = from; i < to; i++) column[i] = ((column[i]! * numerator) / denominator) * factor;
}
