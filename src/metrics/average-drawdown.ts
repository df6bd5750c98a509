import { mean } from "../math/moments.ts";
import { findDrawdowns, runDrawdowns } from "./drawdowns.ts";
import type { Metric } from "./metric.ts";

/**
 * Mean depth of the drawdowns, a fraction below 0: one value for each stretch below a peak, its deepest point. On
 * intraday equity it is dominated by the many small ones. NaN without a drawdown.
 *
 * @param equity money at each close
 * @param startingCapital money before the first bar, above 0
 */
export function averageDrawdown(equity: Float64Array, startingCapital = equity[0] ?? NaN): number {
  return mean(findDrawdowns(equity, startingCapital).depth);
}

export const averageDrawdownMetric: Metric = {
  id: "averageDrawdown",
  label: "Average drawdown",
  unit: "fraction",
  better: "higher",
  group: "risk",
  formula: "mean of the depths of all drawdowns",
  reference: "Bacon (2008), ch. 4: average drawdown",
  undefinedWhen: "no drawdown",
  compute: (input) => mean(runDrawdowns(input).depth),
};
