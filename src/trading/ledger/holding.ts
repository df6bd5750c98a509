/** What an account holds of one instrument, as its own ledger knows it. */
export interface Holding {
  /** Signed units. */
  readonly quantity: number;
  /** Latest price at which the instrument was seen. */
  readonly mark: number;
  readonly multiplier: number;
}
