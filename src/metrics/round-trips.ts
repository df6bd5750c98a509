import { checkLength } from "../core/checks.ts";
import type { Side } from "../trading/trade-columns.ts";

/** What one reducing fill closed, matched with the oldest fills that were still open. */
export interface RoundTrip {
  /** Rows of the first fill that it closed, and of the closing fill. */
  readonly openIndex: number;
  readonly closeIndex: number;
  readonly side: Side;
  /** Units closed, above 0. */
  readonly quantity: number;
  /** Money, before costs. */
  readonly pnl: number;
  /** pnl over the entry notional of the closed units. */
  readonly returnFraction: number;
}

/** Of the fill's quantity: less than this left over is rounding. */
const NOTHING = 1e-9;

/**
 * Round trips of one instrument by first in, first out: each reducing fill closes the oldest units and makes one round
 * trip; one that is larger than the position closes it and opens the other side with the rest. Units still open at the
 * end are not listed. No costs, multiplier 1.
 *
 * Follows pyfolio's `extract_round_trips`, but takes fractions of a unit too.
 *
 * @param quantity of each fill in order, bought above 0, sold below
 * @param price of each fill
 * @throws {BacksightError} BACKSIGHT_LENGTH when the columns differ in length
 */
export function roundTrips(quantity: Float64Array, price: Float64Array): RoundTrip[] {
  checkLength("price", price, quantity.length);
  const out: RoundTrip[] = [];
  let open: { readonly index: number; readonly price: number; left: number }[] = [];
  let side = 0;
  for (let i = 0; i < quantity.length; i++) {
    const fillSide = Math.sign(quantity[i]!);
    let left = Math.abs(quantity[i]!);
    if (open.length > 0 && fillSide === -side) {
      const openIndex = open[0]!.index;
      let closed = 0;
      let pnl = 0;
      let invested = 0;
      for (const lot of open) {
        const units = Math.min(lot.left, left);
        pnl += side * units * (price[i]! - lot.price);
        invested += units * lot.price;
        closed += units;
        lot.left -= units;
        left -= units;
        if (left === 0) break;
      }
      const small = NOTHING * Math.abs(quantity[i]!);
      open = open.filter((lot) => lot.left > small);
      if (left <= small) left = 0;
      const name = side > 0 ? "long" : "short";
      out.push({ openIndex, closeIndex: i, side: name, quantity: closed, pnl, returnFraction: pnl / invested });
    }
    if (left > 0) {
      if (open.length === 0) side = fillSide;
      open.push({ index: i, price: price[i]!, left });
    }
  }
  return out;
}
