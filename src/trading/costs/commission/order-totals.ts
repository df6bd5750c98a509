/** What the fills of an order come to. */
export interface OrderTotals {
  /** Units. */
  readonly quantity: number;
  /** Money: Σ quantity × price × multiplier. */
  readonly notional: number;
}

/** Before the first fill. */
export const NOTHING_FILLED: OrderTotals = { quantity: 0, notional: 0 };

/** What a fee depends on beside the order's size. */
export interface FeeContext {
  /** 1 bought, −1 sold. */
  readonly side: 1 | -1;
  /** The order waited for its price, so that it gave liquidity. */
  readonly isMaker: boolean;
  /** Epoch milliseconds of the fill. */
  readonly time: number;
  /** What the account traded in this calendar month before the order. */
  readonly month: OrderTotals;
}

/** The totals with one more fill. */
export function withFill(totals: OrderTotals, quantity: number, notional: number): OrderTotals {
  return { quantity: totals.quantity + quantity, notional: totals.notional + notional };
}
