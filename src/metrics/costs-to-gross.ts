import { costsPaid } from "./costs-paid.ts";
import type { Metric } from "./metric.ts";

/**
 * Share of the profit before costs that costs ate: `costs / (net profit + costs)`, a fraction; 1: nothing is left, above
 * 1: a gain became a loss. NaN when there was no profit before costs.
 *
 * @param netProfit money, after costs
 * @param costs money
 */
export function costsToGross(netProfit: number, costs: number): number {
  const gross = netProfit + costs;
  return gross > 0 ? costs / gross : NaN;
}

export const costsToGrossMetric: Metric = {
  id: "costsToGross",
  label: "Costs in gross profit",
  unit: "fraction",
  better: "lower",
  group: "costs",
  formula: "totalCosts / (final equity − starting cash + totalCosts)",
  reference: "Perold (1988), Journal of Portfolio Management 14(3): shortfall against the paper portfolio",
  undefinedWhen: "no profit before costs",
  compute: (input) =>
    costsToGross((input.equity[input.equity.length - 1] ?? NaN) - input.startingCash, costsPaid(input)),
};
