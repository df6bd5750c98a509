import { costColumns, quantitiesAsked } from "../trading/costs/cost-columns.ts";
import type { CostSettings } from "../trading/costs/cost-settings.ts";
import type { SimulatedAccount } from "./simulated-account.ts";

/** How many fills came before the market was known well enough for the models of their costs, and paid no such part. */
export function unpricedFills(
  { books }: Pick<SimulatedAccount, "books">,
  costs: CostSettings,
  quoted: Float64Array | null = null,
): number {
  if (quantitiesAsked(costs).length === 0) return 0;
  let count = 0;
  for (const { bars, fills } of books) {
    const columns = fills.length === 0 ? null : costColumns(bars, costs, quoted);
    for (let i = 0; i < fills.length; i++) if (columns?.isKnownAt(fills.bar[i]!) === false) count++;
  }
  return count;
}
