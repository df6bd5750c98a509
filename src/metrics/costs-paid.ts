import type { MetricInput } from "./metric.ts";

/** All that trading and holding cost, in money: commission, slippage, spread, impact, taxes, financing. */
export function costsPaid({
  totalCommission,
  totalSlippage,
  totalSpread = 0,
  totalImpact = 0,
  totalTaxes = 0,
  totalFinancing = 0,
}: MetricInput): number {
  return totalCommission + totalSlippage + totalSpread + totalImpact + totalTaxes + totalFinancing;
}

/** The result before all costs, in money: final equity − starting cash + what was paid. */
export function grossResult(input: MetricInput): number {
  const { equity, startingCash } = input;
  return (equity[equity.length - 1] ?? NaN) - startingCash + costsPaid(input);
}
