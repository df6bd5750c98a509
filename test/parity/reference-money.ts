import type { Instrument } from "../../src/market/instrument.ts";
import type { CostSettings } from "../../src/trading/costs/cost-settings.ts";

export type Direction = 1 | -1;

/** Sections 5 and 7 of the semantics: prices, fees, lots, in the order of operations that they name. */
export interface ReferenceMoney {
  /** p = reference × (1 ± s): half the spread and the slippage, against us. */
  price(side: Direction, reference: number): number;
  fee(quantity: number, price: number): number;
  notional(quantity: number, price: number): number;
  /** Closed form of "notional plus all costs fits in the budget"; equity pays a fee, so that L× of it is missing from L × equity. */
  unitsFor(budget: number, price: number, leverage: number): number;
  /** Lots are counted as integers. */
  inLots(units: number): number;
}

export function referenceMoney(costs: CostSettings, { lot, multiplier }: Instrument): ReferenceMoney {
  const { commission } = costs;
  const s = costs.spread / 2 + costs.slippage;
  return {
    price: (side, reference) => (side === 1 ? reference * (1 + s) : reference * (1 - s)),
    fee: (quantity, price) =>
      commission.kind === "rate" ? commission.rate * (quantity * price * multiplier) : commission.amount * quantity,
    notional: (quantity, price) => quantity * price * multiplier,
    unitsFor: (budget, price, leverage) =>
      commission.kind === "rate"
        ? budget / (price * multiplier * (1 + leverage * commission.rate))
        : budget / (price * multiplier + leverage * commission.amount),
    inLots: (units) => {
      if (lot === null) return units;
      const nearest = Math.round(units / lot);
      const isNearest = Math.abs(units / lot - nearest) <= Math.max(1e-9, 1e-14 * nearest);
      const lots = isNearest ? nearest : Math.floor(units / lot);
      return lot < 1 ? lots / Math.round(1 / lot) : lots * lot;
    },
  };
}
