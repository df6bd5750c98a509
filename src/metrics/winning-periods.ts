import { upperPartialMoment } from "../math/partial-moments.ts";
import { presentValues } from "../math/present-values.ts";
import type { Metric } from "./metric.ts";

/** Share of periods with a return above 0, a fraction of all periods. NaN entries are left out; NaN without any. */
export function winningPeriods(returns: Float64Array): number {
  return upperPartialMoment(presentValues(returns), 0, 0);
}

export const winningPeriodsMetric: Metric = {
  id: "winningPeriods",
  label: "Winning periods",
  unit: "fraction",
  better: "higher",
  group: "return",
  formula: "periods with r > 0 / all periods",
  reference: "Bacon (2008), ch. 4: upside frequency at a threshold of 0",
  undefinedWhen: "no periods",
  compute: ({ returns }) => winningPeriods(returns),
};
