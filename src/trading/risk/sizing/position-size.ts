import { checkNotNegative, checkPositive } from "../../../core/checks.ts";
import type { NotFilledReason } from "../../orders/order-columns.ts";
import { wholeLots } from "../../orders/resolve-quantity.ts";

/** What every sizing rule knows: the account, and what a unit costs. */
export interface SizingAccount {
  /** Money, marked at this instant. At or below 0 there is nothing to size: `below-lot`. */
  readonly equity: number;
  /** Money per unit and price point; the fill's, as far as it is known. NaN: `no-estimate`. */
  readonly price: number;
  /** Smallest tradable quantity; null, as without it: any fraction. */
  readonly lot?: number | null | undefined;
  /** Money per unit and price point: 1 without it. */
  readonly multiplier?: number | undefined;
  /** The most that notional may be of equity; none without it, or with null. */
  readonly maxExposure?: number | null | undefined;
}

export interface PositionSize {
  /** Units above 0, whole lots. */
  readonly quantity: number;
  /** quantity × price × multiplier, money. */
  readonly notional: number;
  /** The rule asked for more than `maxExposure` allows. */
  readonly isClipped: boolean;
}

/**
 * Why there is no size: the reasons of orders that weren't filled, `no-estimate` where price, volatility or range aren't
 * known yet (NaN, as in a warm-up) or aren't above 0, and `no-edge` where the estimate says not to bet.
 */
export type SizeRefusal = Extract<NotFilledReason, "below-lot" | "beyond-stop" | "no-stop"> | "no-estimate" | "no-edge";

/** A market's number that a rule can divide by. */
export function isKnown(value: number): boolean {
  return Number.isFinite(value) && value > 0;
}

/**
 * The units that a rule intends, cut to the exposure that is allowed, then to whole lots. A quotient that misses a whole lot
 * by rounding only is that lot.
 *
 * @param intended units, not rounded
 * @throws {BacksightError} BACKSIGHT_ARGUMENT for a lot, multiplier or exposure that isn't one
 */
export function inWholeLots(intended: number, account: SizingAccount): PositionSize | SizeRefusal {
  const { equity, price, lot = null, multiplier = 1, maxExposure = null } = account;
  checkPositive("multiplier", multiplier);
  if (lot !== null) checkPositive("lot", lot);
  if (maxExposure !== null) checkNotNegative("maxExposure", maxExposure);
  if (!isKnown(price)) return "no-estimate";
  if (Number.isNaN(equity) || Number.isNaN(intended)) return "no-estimate";
  if (!(equity > 0)) return "below-lot";
  const most = maxExposure === null ? Infinity : (equity * maxExposure) / (price * multiplier);
  const quantity = wholeLots(Math.min(intended, most), lot);
  if (!(quantity > 0) || quantity === Infinity) return quantity === Infinity ? "no-estimate" : "below-lot";
  return { quantity, notional: quantity * price * multiplier, isClipped: quantity < wholeLots(intended, lot) };
}
