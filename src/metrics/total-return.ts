import type { Metric } from "./metric.ts";

/**
 * `last equity / starting capital − 1`, a fraction. NaN without equity. The return over all periods together; for
 * compounding returns see `compoundedReturn`.
 */
export function totalReturn(equity: Float64Array, startingCapital: number): number {
  return equity.length === 0 ? NaN : (equity[equity.length - 1]! - startingCapital) / startingCapital;
}

export const totalReturnMetric: Metric = {
  id: "totalReturn",
  label: "Total return",
  unit: "fraction",
  better: "higher",
  group: "return",
  formula: "(final equity − starting cash) / starting cash",
  reference: "Bacon (2008), Practical Portfolio Performance Measurement and Attribution, ch. 2",
  undefinedWhen: "no bars",
  compute: ({ equity, startingCash }) => totalReturn(equity, startingCash),
};
