import type { Bars } from "../../src/market/bars.ts";
import type { Instrument } from "../../src/market/instrument.ts";
import type { CostSettings, ProportionalCosts } from "../../src/trading/costs/cost-settings.ts";
import { type FeeAsked, feeOf, givenAway, mostUnits } from "./reference-costs.ts";

export type Direction = 1 | -1;

/** Sections 5 and 7 of the semantics: prices, fees, lots, in the order of operations that they name. */
export interface ReferenceMoney {
  /** p = reference × (1 ± s): half the spread and the slippage, against us. */
  price(side: Direction, reference: number, bar: number, units: number): number;
  fee(quantity: number, price: number, asked: FeeAsked): number;
  tax(side: Direction, quantity: number, price: number): number;
  notional(quantity: number, price: number): number;
  /** Closed form of "notional plus all costs fits in the budget"; equity pays a fee, so that L× of it is missing from L × equity. */
  unitsFor(
    budget: number,
    price: number,
    leverage: number,
    asked: FeeAsked,
    priceOf?: (units: number) => number,
  ): number;
  /** A larger order gets a worse price. */
  readonly growsWorse: boolean;
  /** Lots are counted as integers. */
  inLots(units: number): number;
}

export function referenceMoney(costs: CostSettings, { lot, multiplier }: Instrument, bars: Bars): ReferenceMoney {
  const plain = plainMoney(costs, { lot, multiplier });
  const isPlain = costs.commission.kind === "rate" || costs.commission.kind === "per-unit";
  const isPriced = typeof costs.slippage === "number" && costs.impact === undefined;
  const tax = (side: Direction, quantity: number, price: number) =>
    costs.taxes === undefined
      ? 0
      : (side === 1 ? costs.taxes.buys : costs.taxes.sells) * (quantity * price * multiplier);
  const fee = (quantity: number, price: number, asked: FeeAsked) =>
    isPlain
      ? plain.fee(quantity, price, asked)
      : feeOf(costs.commission, quantity, quantity * price * multiplier, asked);
  return {
    ...plain,
    fee,
    tax,
    growsWorse:
      costs.impact !== undefined || (typeof costs.slippage !== "number" && costs.slippage.kind === "volume-share"),
    price(side, reference, bar, units) {
      if (isPriced) return plain.price(side, reference, bar, units);
      return reference * (1 + side * givenAway(costs, bars, bar, units));
    },
    unitsFor(budget, price, leverage, asked, priceOf) {
      if (isPlain && costs.taxes === undefined && priceOf === undefined)
        return plain.unitsFor(budget, price, leverage, asked);
      const spend = (units: number) => {
        const paid = priceOf === undefined ? price : priceOf(units);
        return units * paid * multiplier + leverage * (fee(units, paid, asked) + tax(asked.side, units, paid));
      };
      return mostUnits(spend, budget, budget / (price * multiplier));
    },
  };
}

function plainMoney(
  costs: CostSettings,
  { lot, multiplier }: Pick<Instrument, "lot" | "multiplier">,
): Omit<ReferenceMoney, "tax" | "growsWorse"> {
  const { commission, spread, slippage } = costs as ProportionalCosts;
  const s = spread / 2 + slippage;
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
