import type { Instrument } from "../../market/instrument.ts";
import type { FeeContext } from "../costs/commission/order-totals.ts";
import { largestQuantity } from "../costs/largest-quantity.ts";
import type { FillSide, TransactionCostEngine } from "../costs/transaction-cost-engine.ts";
import type { RiskCode } from "../risk/limits/limit.ts";
import type { RuleBook } from "../rules/rule-book.ts";
import type { NotFilledReason } from "./order-columns.ts";
import type { Size } from "./size.ts";

/** What a size is measured by, at the fill or at the decision. */
export interface SizingBasis {
  /** What a unit costs, half the spread and the slippage included. */
  readonly price: number;
  /** The stop that an entry at that price has; NaN without one. */
  readonly stop: number;
  /** Marked at that instant; at the fill after its reductions. */
  readonly equity: number;
  /** Notional plus `leverage` × commission that may be added, so that exposure stays within leverage × equity. */
  readonly buyingPower: number;
  /** Price that an order named when it was sent: what it was then checked by, instead of `price`. */
  readonly named?: number;
  /** Where a larger order gets a worse price: prices of quantities, which begin at `price`. */
  readonly sized?: SizedPrices;
}

/** What an order of so many units pays, and the stop that it then has. */
export interface SizedPrices {
  priceOf(quantity: number): number;
  stopFor(price: number): number;
}

export interface ResolvedQuantity {
  /** Units above 0. */
  readonly quantity: number;
  /** The intent asked for more than the buying power could pay. */
  readonly isClipped: boolean;
  /** The risk limit that cut it; none without it. */
  readonly cutBy?: RiskCode;
}

/** What a budget pays for, and what becomes of a size that cash can't pay. */
export type SizingRules = Pick<RuleBook, "budgetCovers" | "cashPolicy" | "beyondStop">;

const OWN_RULES: SizingRules = { budgetCovers: "costs", cashPolicy: "fit", beyondStop: "refused" };

/** Shares below this are rounding: of a notional that can't quite be paid, of an intent that was cut. */
const ROUNDING = 1e-9;

/**
 * Turns a size into units, once.
 *
 * An intent (fraction, cash, risk) becomes the largest lot multiple whose notional plus all costs fits in
 * min(budget, buying power) of `sizing`, and is clipped to what can be paid at the fill; a fixed quantity (its whole
 * lots) is taken as it is or refused: never shrunk (rule books may say otherwise). It is affordable when nothing is missing but what the ledger takes
 * for rounding: 3 units at 0.1 cost 0.30000000000000004 and can be paid with 0.3. A risk size is R / |price − stop|
 * units, where R is a fraction of equity. A fill at or beyond its own stop is refused, and a risk size whose decision
 * was there.
 *
 * @param sizing where the size is decided: the fill itself, or the decision
 * @param context what fees depend on beside the size; of no weight where costs are proportional
 * @returns the units, or the reason why there are none
 */
export function resolveQuantity(
  size: Size,
  sizing: SizingBasis,
  fill: SizingBasis,
  side: FillSide,
  { lot, multiplier }: Instrument,
  costs: TransactionCostEngine,
  leverage: number,
  { budgetCovers, cashPolicy, beyondStop }: SizingRules = OWN_RULES,
  context?: FeeContext,
): ResolvedQuantity | NotFilledReason {
  if (beyondStop === "refused" && isBeyondStop(side, fill)) return "beyond-stop";
  /** What a quantity is measured by: a short sale by the price of the smallest, as a worse one must not make room for more. */
  const costingPrice = ({ price, sized }: SizingBasis, quantity: number) =>
    sized === undefined || side < 0 ? price : sized.priceOf(quantity);
  const affordable = (budget: number, basis: SizingBasis, feeWeight: number) =>
    basis.sized === undefined || side < 0
      ? costs.affordable(budget, basis.price, multiplier, feeWeight, context)
      : costs.affordableBy(budget, basis.sized.priceOf, multiplier, feeWeight, context);
  const payable = (basis: SizingBasis) => affordable(basis.buyingPower, basis, leverage);
  const isPaid = (basis: SizingBasis, quantity: number) => {
    const price = basis.named ?? costingPrice(basis, quantity);
    const missing = costs.spent(quantity, price, multiplier, leverage, context) - basis.buyingPower;
    return missing <= ROUNDING * quantity * price * multiplier;
  };
  const asItIs = (units: number): ResolvedQuantity | NotFilledReason => {
    const quantity = wholeLots(units, lot);
    if (!(quantity > 0)) return "below-lot";
    const isFree = cashPolicy === "unlimited" || (cashPolicy === "refuse" && side < 0);
    if (isFree || (isPaid(fill, quantity) && (cashPolicy !== "refuse" || isPaid(sizing, quantity))))
      return { quantity, isClipped: false };
    if (cashPolicy !== "partial") return "insufficient-cash";
    const paid = wholeLots(payable(fill), lot);
    return paid > 0 ? { quantity: paid, isClipped: true } : "insufficient-cash";
  };
  if (size.kind === "quantity") return asItIs(size.quantity);
  let intended: number;
  if (size.kind === "risk") {
    if (Number.isNaN(sizing.stop)) return "no-stop";
    if (isBeyondStop(side, sizing)) return "beyond-stop";
    const atRisk = size.fraction * sizing.equity;
    intended = atRisk / (Math.abs(sizing.price - sizing.stop) * multiplier);
    const { sized } = sizing;
    if (sized !== undefined) {
      const lost = (quantity: number) => {
        const price = sized.priceOf(quantity);
        return quantity * Math.abs(price - sized.stopFor(price)) * multiplier;
      };
      intended = largestQuantity(lost, atRisk, intended);
    }
  } else {
    const budget = size.kind === "fraction" ? size.fraction * sizing.equity : size.cash;
    intended = budgetCovers === "costs" ? affordable(budget, sizing, 1) : budget / (sizing.price * multiplier);
  }
  if (cashPolicy === "refuse" || cashPolicy === "unlimited") return asItIs(intended);
  const quantity = wholeLots(Math.min(intended, payable(sizing), payable(fill)), lot);
  if (!(quantity > 0)) return "below-lot";
  return { quantity, isClipped: quantity < wholeLots(intended, lot) * (1 - ROUNDING) };
}

function isBeyondStop(side: FillSide, { price, stop }: SizingBasis): boolean {
  return side > 0 ? price <= stop : price >= stop;
}

/**
 * Lots are counted as integers; a quotient that misses the next whole lot by rounding only is that lot. Where whole lots
 * make up a unit, units are lots over lots per unit: 3 lots of 0.1 are 0.3, not 0.30000000000000004.
 */
export function wholeLots(quantity: number, lot: number | null): number {
  if (lot === null) return quantity;
  const exact = quantity / lot;
  const nearest = Math.round(exact);
  const isWhole = Math.abs(exact - nearest) <= Math.max(1e-9, exact * 1e-14);
  const lots = isWhole ? nearest : Math.floor(exact);
  const perUnit = Math.round(1 / lot);
  return 1 / perUnit === lot ? lots / perUnit : lots * lot;
}
