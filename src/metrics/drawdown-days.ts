import { mean } from "../math/moments.ts";
import { type DrawdownColumns, deepestDrawdown, drawdownDays, runDrawdowns } from "./drawdowns.ts";
import { DAY_MS } from "./elapsed-years.ts";
import type { Metric, MetricInput } from "./metric.ts";

interface Timed {
  readonly drawdowns: DrawdownColumns;
  readonly days: Float64Array;
}

function timed(input: MetricInput): Timed {
  const drawdowns = runDrawdowns(input);
  return { drawdowns, days: drawdownDays(drawdowns, input.time, input.start) };
}

/** Days that the deepest drawdown lasted, peak to recovery; to the last bar while it has none. */
export const maxDrawdownDaysMetric: Metric = {
  id: "maxDrawdownDays",
  label: "Days in the maximum drawdown",
  unit: "days",
  better: "lower",
  group: "risk",
  formula: "peak to recovery (to the last bar while not recovered) of the deepest drawdown; 0 without a drawdown",
  reference: "Bacon (2008), ch. 4; pyfolio 0.9, gen_drawdown_table (there in business days)",
  undefinedWhen: "no bars",
  compute(input) {
    const { drawdowns, days } = timed(input);
    return days[deepestDrawdown(drawdowns)] ?? noDrawdown(input);
  },
};

/** Days from the deepest point back to the peak. */
export const recoveryDaysMetric: Metric = {
  id: "recoveryDays",
  label: "Days to recover from the maximum drawdown",
  unit: "days",
  better: "lower",
  group: "risk",
  formula: "trough to recovery of the deepest drawdown",
  reference: "Bacon (2008), ch. 4: recovery time",
  undefinedWhen: "no drawdown, or it has not recovered",
  compute(input) {
    const { time } = input;
    const drawdowns = runDrawdowns(input);
    const k = deepestDrawdown(drawdowns);
    const recovery = drawdowns.recovery[k] ?? -1;
    return recovery === -1 ? NaN : (time.at(recovery)! - time.at(drawdowns.trough[k]!)!) / DAY_MS;
  },
};

/** Days of the drawdown that lasted longest, which need not be the deepest. */
export const longestDrawdownDaysMetric: Metric = {
  id: "longestDrawdownDays",
  label: "Longest drawdown",
  unit: "days",
  better: "lower",
  group: "risk",
  formula: "most days from a peak to its recovery (to the last bar while not recovered); 0 without a drawdown",
  reference: "Bacon (2008), ch. 4: drawdown duration",
  undefinedWhen: "no bars",
  compute(input) {
    const { days } = timed(input);
    return days.length === 0 ? noDrawdown(input) : days.reduce((longest, d) => Math.max(longest, d), 0);
  },
};

/** Mean days of a drawdown. */
export const averageDrawdownDaysMetric: Metric = {
  id: "averageDrawdownDays",
  label: "Average drawdown length",
  unit: "days",
  better: "lower",
  group: "risk",
  formula: "mean days from a peak to its recovery (to the last bar while not recovered)",
  reference: "Bacon (2008), ch. 4: drawdown duration",
  undefinedWhen: "no drawdown",
  compute: (input) => mean(timed(input).days),
};

function noDrawdown({ equity }: MetricInput): number {
  return equity.length === 0 ? NaN : 0;
}
