import type { Instrument } from "../../market/instrument.ts";
import type { FillSide, TransactionCostEngine } from "../costs/transaction-cost-engine.ts";
import type { NotFilledReason } from "./order-columns.ts";
import type { Size } from "./size.ts";

/** What an opening order may spend. */
export interface Account {
  /** Marked at the sizing price, after this instant's reductions. */
  readonly equity: number;
  /** Notional plus `leverage` × commission that may be added, so that exposure stays within leverage × equity. */
  readonly buyingPower: number;
  readonly leverage: number;
}

export interface ResolvedQuantity {
  /** Units above 0. */
  readonly quantity: number;
  /** The intent asked for more than the buying power could pay. */
  readonly isClipped: boolean;
}

/** Shares below this are rounding: of a notional that can't quite be paid, of an intent that was cut. */
const ROUNDING = 1e-9;

/**
 * Turns a size into units, once.
 *
 * An intent (fraction, cash, risk) becomes the largest lot multiple whose notional plus all costs at `sizingPrice` fits
 * in min(budget, buying power), and is clipped to what can be paid at `fillPrice`; a fixed quantity (its whole lots) is
 * taken as it is or refused: never shrunk. It is affordable when nothing is missing but what the ledger takes for
 * rounding: 3 units at 0.1 cost 0.30000000000000004 and can be paid with 0.3. A risk size is R / |fill − stop| units.
 *
 * @param sizingPrice what a unit costs where the size is decided (equal to `fillPrice` when sized at the fill)
 * @param stop the entry's stop price; NaN without one
 * @returns the units, or the reason why there are none
 */
export function resolveQuantity(
  size: Size,
  sizingPrice: number,
  fillPrice: number,
  stop: number,
  side: FillSide,
  { lot, multiplier }: Instrument,
  costs: TransactionCostEngine,
  { equity, buyingPower, leverage }: Account,
): ResolvedQuantity | NotFilledReason {
  if (side > 0 ? fillPrice <= stop : fillPrice >= stop) return "beyond-stop";
  if (size.kind === "quantity") {
    const quantity = wholeLots(size.quantity, lot);
    if (!(quantity > 0)) return "below-lot";
    const notional = quantity * fillPrice * multiplier;
    const missing = notional + leverage * costs.commission(quantity, fillPrice, multiplier) - buyingPower;
    return missing > ROUNDING * notional ? "insufficient-cash" : { quantity, isClipped: false };
  }
  const payable = costs.affordable(buyingPower, fillPrice, multiplier, leverage);
  let intended: number;
  let units: number;
  if (size.kind === "risk") {
    if (Number.isNaN(stop)) return "no-stop";
    intended = (size.fraction * equity) / (Math.abs(fillPrice - stop) * multiplier);
    units = Math.min(intended, payable);
  } else {
    const wanted = size.kind === "fraction" ? size.fraction * equity : size.cash;
    intended = costs.affordable(wanted, sizingPrice, multiplier);
    units = Math.min(intended, costs.affordable(buyingPower, sizingPrice, multiplier, leverage), payable);
  }
  const quantity = wholeLots(units, lot);
  if (!(quantity > 0)) return "below-lot";
  return { quantity, isClipped: quantity < wholeLots(intended, lot) * (1 - ROUNDING) };
}

/**
 * Lots are counted as integers; a quotient that misses the next whole lot by rounding only is that lot. Where whole lots
 * make up a unit, units are lots over lots per unit: 3 lots of 0.1 are 0.3, not 0.30000000000000004.
 */
function wholeLots(quantity: number, lot: number | null): number {
  if (lot === null) return quantity;
  const exact = quantity / lot;
  const nearest = Math.round(exact);
  const isWhole = Math.abs(exact - nearest) <= Math.max(1e-9, exact * 1e-14);
  const lots = isWhole ? nearest : Math.floor(exact);
  const perUnit = Math.round(1 / lot);
  return 1 / perUnit === lot ? lots / perUnit : lots * lot;
}
