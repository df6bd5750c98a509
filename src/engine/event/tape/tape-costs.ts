import type { CostSettings } from "../../../trading/costs/cost-settings.ts";
import { type PriceParts, TransactionCostEngine } from "../../../trading/costs/transaction-cost-engine.ts";

/**
 * The costs of fills at quotes: the spread is in the price already, and told as the distance from the middle of the quote
 * to what was paid, of fills that took it. Who waited for a price paid none.
 */
export class TapeCosts extends TransactionCostEngine {
  /** What the fill under way pays for a unit beyond the middle, before slippage; 0 for one that waited. */
  beyondMiddle = 0;

  constructor(settings: CostSettings) {
    super(settings);
  }

  override explain(reference: number, price: number, quantity: number, multiplier: number, bar = -1): PriceParts {
    const { spread, slippage, impact } = super.explain(reference, price, quantity, multiplier, bar);
    return { spread: spread + this.beyondMiddle * quantity * multiplier, slippage, impact };
  }
}
