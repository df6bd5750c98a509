import { costsPaid } from "./costs-paid.ts";
import type { Metric } from "./metric.ts";

/** Costs for each unit of money traded: `costs / traded notional`, a fraction, per side. NaN when nothing was traded. */
export function averageCost(costs: number, tradedNotional: number): number {
  return tradedNotional > 0 ? costs / tradedNotional : NaN;
}

export const averageCostMetric: Metric = {
  id: "averageCost",
  label: "Average cost per side",
  unit: "fraction",
  better: "lower",
  group: "costs",
  formula: "totalCosts / Σ quantity × price × multiplier of all fills",
  reference: "Kissell (2013), The Science of Algorithmic Trading and Portfolio Management, ch. 3",
  undefinedWhen: "nothing was traded",
  compute: (input) => averageCost(costsPaid(input), input.tradedNotional),
};
