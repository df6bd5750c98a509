import { borrowFee, type CarryRates, financingCharge } from "../costs/carry/carry-rates.ts";
import type { FillPlace, Ledger } from "./ledger.ts";

/**
 * Charges what holding costs by time, once for the calendar days from one session to the next, before anything else of the
 * new session: a fee for borrowed units on the value of each short position at its latest mark (actual / 365), and
 * interest on the cash that the account owes (actual / 360), which long positions share by value. What is opened and
 * closed within a session pays nothing.
 */
export class CarryCharge {
  private readonly rates: CarryRates;
  private day = NaN;

  constructor(rates: CarryRates) {
    this.rates = rates;
  }

  /**
   * A bar of session `day` is about to open.
   *
   * @param ledgers of one account, marked at the latest closes
   * @param placeOf where a ledger's charge is booked
   */
  pass(day: number, ledgers: readonly Ledger[], placeOf: (index: number) => Pick<FillPlace, "bar" | "time">): void {
    const days = day - this.day;
    this.day = day;
    if (!(days > 0)) return;
    const { borrow, financing } = this.rates;
    const debt = Math.max(0, -(ledgers[0]?.cash ?? 0));
    const longs = ledgers.reduce((sum, ledger) => sum + longValue(ledger), 0);
    for (const [index, ledger] of ledgers.entries()) {
      const { quantity, mark, multiplier } = ledger;
      const fee = quantity < 0 ? borrowFee(-quantity * mark * multiplier, borrow, days) : 0;
      if (fee > 0) ledger.bookCash("borrow", -fee, placeOf(index));
      const share = longs > 0 ? longValue(ledger) / longs : index === 0 ? 1 : 0;
      const interest = financingCharge(debt, financing, days) * share;
      if (interest > 0) ledger.bookCash("financing", -interest, placeOf(index));
    }
  }
}

/** The charge for some costs; null when holding is free. */
export function carryCharge(rates: CarryRates | undefined): CarryCharge | null {
  return rates === undefined ? null : new CarryCharge(rates);
}

function longValue({ quantity, mark, multiplier }: Ledger): number {
  return quantity > 0 ? quantity * mark * multiplier : 0;
}
