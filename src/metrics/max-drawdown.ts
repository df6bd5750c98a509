import type { Metric } from "./metric.ts";

/**
 * Deepest fall below an earlier peak: `min (equity − peak) / peak`, a fraction at or below 0; 0 when equity never
 * falls. The starting capital is the first peak. A NaN in the equity is passed over. NaN without equity.
 *
 * Follows empyrical's `max_drawdown` (there from returns: give `cumulativeReturns(returns, 1)` and 1).
 *
 * @param equity money at each close
 * @param startingCapital money before the first bar, above 0
 */
export function maxDrawdown(equity: Float64Array, startingCapital = equity[0] ?? NaN): number {
  if (equity.length === 0) return NaN;
  let peak = startingCapital;
  let deepest = 0;
  for (let i = 0; i < equity.length; i++) {
    const value = equity[i]!;
    if (value > peak) peak = value;
    const depth = (value - peak) / peak;
    if (depth < deepest) deepest = depth;
  }
  return deepest;
}

export const maxDrawdownMetric: Metric = {
  id: "maxDrawdown",
  label: "Maximum drawdown",
  unit: "fraction",
  better: "higher",
  group: "risk",
  formula: "min over bars of (equity − highest equity so far) / highest equity so far, starting cash included",
  reference: "Magdon-Ismail & Atiya (2004), Risk 17(10); empyrical 0.5, max_drawdown",
  undefinedWhen: "no bars",
  compute: ({ equity, startingCash }) => maxDrawdown(equity, startingCash),
};
