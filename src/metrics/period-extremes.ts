import type { Metric } from "./metric.ts";

/** Highest return of a period, a fraction. NaN entries are left out; NaN without any. */
export function bestPeriod(returns: Float64Array): number {
  return returns.reduce((best, r) => (Number.isNaN(best) || r > best ? r : best), NaN);
}

/** Lowest return of a period, a fraction. NaN entries are left out; NaN without any. */
export function worstPeriod(returns: Float64Array): number {
  return returns.reduce((worst, r) => (Number.isNaN(worst) || r < worst ? r : worst), NaN);
}

export const bestPeriodMetric: Metric = {
  id: "bestPeriod",
  label: "Best period",
  unit: "fraction",
  better: "higher",
  group: "return",
  formula: "max r",
  reference: "order statistic",
  undefinedWhen: "no periods",
  compute: ({ returns }) => bestPeriod(returns),
};

export const worstPeriodMetric: Metric = {
  id: "worstPeriod",
  label: "Worst period",
  unit: "fraction",
  better: "higher",
  group: "return",
  formula: "min r",
  reference: "order statistic",
  undefinedWhen: "no periods",
  compute: ({ returns }) => worstPeriod(returns),
};
