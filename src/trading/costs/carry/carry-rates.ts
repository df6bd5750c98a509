/** What holding a position costs by time, annual fractions. */
export interface CarryRates {
  /** Fee for borrowed stock, on the value of short positions. */
  readonly borrow: number;
  /** Interest on borrowed cash. */
  readonly financing: number;
}

/** Days of a year in a fee for borrowed stock: actual / 365. */
const BORROW_YEAR = 365;
/** Days of a year in margin interest: actual / 360. */
const FINANCING_YEAR = 360;

/**
 * Fee of a short position for nights held: value × rate × days ÷ 365, each calendar day counted (actual / 365 fixed).
 *
 * @param value of the short position without sign, money, at the last close
 */
export function borrowFee(value: number, rate: number, days: number): number {
  return (value * rate * days) / BORROW_YEAR;
}

/** Interest on the cash that an account owes: debt × rate × days ÷ 360 (actual / 360, as brokers of US stocks count). */
export function financingCharge(debt: number, rate: number, days: number): number {
  return (debt * rate * days) / FINANCING_YEAR;
}
