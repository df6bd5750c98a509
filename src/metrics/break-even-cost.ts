import { grossResult } from "./costs-paid.ts";
import type { Metric } from "./metric.ts";

/**
 * Cost for each unit of money traded, per side, at which nothing would be left: `gross / traded notional`, a fraction.
 * Below 0 where the trades lost before costs; NaN when nothing was traded.
 *
 * @param gross result before all costs, money
 */
export function breakEvenCost(gross: number, tradedNotional: number): number {
  return tradedNotional > 0 ? gross / tradedNotional : NaN;
}

export const breakEvenCostMetric: Metric = {
  id: "breakEvenCost",
  label: "Break-even cost per side",
  unit: "fraction",
  better: "higher",
  group: "costs",
  formula: "(final equity − starting cash + totalCosts) / Σ quantity × price × multiplier of all fills",
  reference:
    "Novy-Marx & Velikov (2016), Review of Financial Studies 29(1): round-trip cost that takes the whole return",
  undefinedWhen: "nothing was traded",
  compute: (input) => breakEvenCost(grossResult(input), input.tradedNotional),
};
