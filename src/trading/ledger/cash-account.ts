/** What an account holds of one instrument, as its own ledger knows it. */
export interface Holding {
  /** Signed units. */
  readonly quantity: number;
  /** Latest price at which the instrument was seen. */
  readonly mark: number;
  readonly multiplier: number;
}

/**
 * The cash that the ledgers of an account share, and what the account is worth: cash plus each position at its mark, added
 * in the order in which the instruments joined. Only ledgers change the cash.
 */
export class CashAccount {
  readonly startingCash: number;
  /** Changed by ledgers only. */
  cash: number;
  private readonly held: Holding[] = [];
  private fixedEquity = NaN;

  constructor(startingCash: number) {
    this.startingCash = startingCash;
    this.cash = startingCash;
  }

  /** Every instrument's holding, in the order in which they joined. */
  get holdings(): readonly Holding[] {
    return this.held;
  }

  /** Some position is short. */
  get isShort(): boolean {
    for (const { quantity } of this.held) if (quantity < 0) return true;
    return false;
  }

  join(holding: Holding): void {
    this.held.push(holding);
  }

  /** Cash plus every position at its mark. */
  get equity(): number {
    let equity = this.cash;
    for (const { quantity, mark, multiplier } of this.held) if (quantity !== 0) equity += quantity * mark * multiplier;
    return equity;
  }

  /**
   * Measures sizes by what the account is worth now until `measureAnew`: what several instruments do at one instant then
   * doesn't depend on their order.
   */
  measureOnce(): void {
    this.fixedEquity = this.equity;
  }

  measureAnew(): void {
    this.fixedEquity = NaN;
  }

  /** What sizes are measured by: `equityWith`, or what `measureOnce` fixed. */
  sizingEquityWith(one: Holding, price: number): number {
    return Number.isNaN(this.fixedEquity) ? this.equityWith(one, price) : this.fixedEquity;
  }

  /** Cash plus every position at its mark, but `one` at `price`. */
  equityWith(one: Holding, price: number): number {
    let equity = this.cash;
    for (const holding of this.held) {
      if (holding === one) equity += one.quantity * price * one.multiplier;
      else if (holding.quantity !== 0) equity += holding.quantity * holding.mark * holding.multiplier;
    }
    return equity;
  }

  /** Value of all positions at their marks, without sign. */
  get gross(): number {
    let gross = 0;
    for (const { quantity, mark, multiplier } of this.held)
      if (quantity !== 0) gross += Math.abs(quantity) * mark * multiplier;
    return gross;
  }

  /** Value of all positions at their marks without sign, but `one` at `price`. */
  grossWith(one: Holding, price: number): number {
    let gross = 0;
    for (const holding of this.held) {
      const mark = holding === one ? price : holding.mark;
      if (holding.quantity !== 0) gross += Math.abs(holding.quantity) * mark * holding.multiplier;
    }
    return gross;
  }
}
