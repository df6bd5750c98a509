import { maxDrawdown } from "./max-drawdown.ts";
import type { Metric } from "./metric.ts";
import { totalReturn } from "./total-return.ts";

/**
 * Recovery factor: total return over the size of the maximum drawdown. No unit; grows with the length of the run, so
 * compare runs of one length. NaN without a drawdown.
 *
 * @param equity money at each close
 * @param startingCapital money before the first bar, above 0
 */
export function recoveryFactor(equity: Float64Array, startingCapital = equity[0] ?? NaN): number {
  const drawdown = maxDrawdown(equity, startingCapital);
  return drawdown < 0 ? totalReturn(equity, startingCapital) / -drawdown : NaN;
}

export const recoveryFactorMetric: Metric = {
  id: "recoveryFactor",
  label: "Recovery factor",
  unit: "ratio",
  better: "higher",
  group: "ratio",
  formula: "totalReturn / |maxDrawdown|",
  reference: "quantstats 0.0.62, recovery_factor",
  undefinedWhen: "no drawdown",
  compute: ({ equity, startingCash }) => recoveryFactor(equity, startingCash),
};
